package dev.vireo.ramcloud.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of one command: what COMMAND and COMMAND DOCS tell of it, and what is checked before it
 * runs.
 *
 * @param name in small letters; of a subcommand {@code parent|child}
 * @param arity words with the name; negative: at least that many
 * @param flags Redis's names: write, readonly, fast, denyoom, admin, loading, stale, noscript,
 *     no_auth, movablekeys
 * @param keys where its keys are
 * @param categories of ACLs, without the '@'
 * @param group the page of the documentation
 * @param since Redis's release, or 1.0.0 for what is RAMCloud's
 * @param summary one line
 * @param subcommands by their own name in small letters; empty for a plain command
 * @param handler what does it; null where only subcommands do
 */
public record CommandSpec(
    String name,
    int arity,
    Set<String> flags,
    KeyRange keys,
    Set<String> categories,
    String group,
    String since,
    String summary,
    Map<String, CommandSpec> subcommands,
    @Nullable Handler handler) {

  /** Does one command: reads {@link Call#args} and writes exactly one reply. */
  @FunctionalInterface
  public interface Handler {
    void run(Call call);
  }

  public static CommandSpec of(
      String name,
      int arity,
      String flags,
      KeyRange keys,
      String group,
      String since,
      String summary,
      Handler handler) {
    Set<String> flagSet = words(flags);
    return new CommandSpec(
        name,
        arity,
        flagSet,
        keys,
        Categories.of(flagSet, group),
        group,
        since,
        summary,
        Map.of(),
        handler);
  }

  /**
   * A name that stands before others, such as CLIENT; {@code handler} runs where it stands alone.
   */
  public static CommandSpec container(
      String name,
      int arity,
      String flags,
      String group,
      String since,
      String summary,
      @Nullable Handler handler,
      List<CommandSpec> subcommands) {
    Map<String, CommandSpec> byName = new LinkedHashMap<>();
    for (CommandSpec child : subcommands) {
      byName.put(child.name.substring(child.name.indexOf('|') + 1), child);
    }
    Set<String> flagSet = words(flags);
    return new CommandSpec(
        name,
        arity,
        flagSet,
        KeyRange.NONE,
        Categories.of(flagSet, group),
        group,
        since,
        summary,
        byName,
        handler);
  }

  public boolean is(String flag) {
    return flags.contains(flag);
  }

  boolean takes(int words) {
    return arity >= 0 ? words == arity : words >= -arity;
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split(" ")));
  }
}
