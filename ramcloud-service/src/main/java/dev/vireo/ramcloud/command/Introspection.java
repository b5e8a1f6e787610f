package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.wire.resp.Args;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** COMMAND: what the registry knows of each command, in the forms that clients read. */
final class Introspection {
  /** Flags that are for this server alone. */
  private static final Set<String> PRIVATE_FLAGS =
      Set.of("in_multi", "not_in_multi", "dangerous", "each_key");

  private Introspection() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.container(
            "command",
            -1,
            "loading stale",
            "server",
            "2.8.13",
            "Describes all commands.",
            call -> describe(call, call.core().commands().all()),
            List.of(
                of(
                    "count",
                    2,
                    "Counts the commands.",
                    call -> call.out.integer(call.core().commands().all().size())),
                of("info", -2, "Describes commands.", Introspection::info),
                of("docs", -2, "Documents commands.", Introspection::docs),
                of("list", -2, "Lists the names of commands.", Introspection::list),
                of(
                    "getkeys",
                    -3,
                    "Says which words of a command are keys.",
                    Introspection::getKeys),
                of("help", 2, "Tells the subcommands.", call -> call.help("COMMAND")))));
  }

  private static CommandSpec of(
      String name, int arity, String summary, CommandSpec.Handler handler) {
    return CommandSpec.of(
        "command|" + name,
        arity,
        "loading stale",
        KeyRange.NONE,
        "server",
        "2.8.13",
        summary,
        handler);
  }

  private static void describe(Call call, Collection<CommandSpec> specs) {
    call.out.array(specs.size());
    specs.forEach(spec -> describe(call, spec));
  }

  private static void info(Call call) {
    int words = call.args.count();
    if (words == 2) {
      describe(call, call.core().commands().all());
      return;
    }
    call.out.array(words - 2L);
    for (int i = 2; i < words; i++) {
      CommandSpec spec = call.core().commands().find(call.args.text(i));
      if (spec == null) {
        call.out.missingArray();
      } else {
        describe(call, spec);
      }
    }
  }

  private static void describe(Call call, CommandSpec spec) {
    KeyRange keys = spec.keys();
    call.out.array(10);
    call.out.bulk(spec.name());
    call.out.integer(spec.arity());
    Set<String> flags = new TreeSet<>(spec.flags());
    flags.removeAll(PRIVATE_FLAGS);
    if (keys.counter() > 0 || keys.listed()) {
      flags.add("movablekeys");
    }
    call.out.set(flags.size());
    flags.forEach(call.out::simple);
    boolean counted = keys.counter() > 0 || keys.listed();
    call.out.integer(keys.first());
    call.out.integer(counted ? keys.first() : keys.last());
    call.out.integer(keys.first() == 0 ? 0 : counted ? 1 : keys.step());
    call.out.set(spec.categories().size());
    new TreeSet<>(spec.categories()).forEach(category -> call.out.simple("@" + category));
    call.out.array(0);
    if (keys.first() == 0) {
      call.out.array(0);
    } else {
      call.out.array(1);
      keySpec(call, spec);
    }
    call.out.array(spec.subcommands().size());
    spec.subcommands().values().forEach(child -> describe(call, child));
  }

  private static void keySpec(Call call, CommandSpec spec) {
    KeyRange keys = spec.keys();
    call.out.map(3);
    call.out.bulk("flags");
    call.out.set(2);
    call.out.simple(spec.is("write") ? "RW" : "RO");
    call.out.simple(spec.is("write") ? "update" : "access");
    call.out.bulk("begin_search");
    call.out.map(2);
    call.out.bulk("type");
    call.out.bulk("index");
    call.out.bulk("spec");
    call.out.map(1);
    call.out.bulk("index");
    call.out.integer(keys.counter() > 0 ? keys.counter() : keys.first());
    call.out.bulk("find_keys");
    call.out.map(2);
    call.out.bulk("type");
    if (keys.listed()) {
      call.out.bulk("unknown");
      call.out.bulk("spec");
      call.out.map(0);
      return;
    }
    call.out.bulk(keys.counter() > 0 ? "keynum" : "range");
    call.out.bulk("spec");
    call.out.map(3);
    if (keys.counter() > 0) {
      call.out.bulk("keynumidx");
      call.out.integer(0);
      call.out.bulk("firstkey");
      call.out.integer(keys.first() - keys.counter());
      call.out.bulk("keystep");
      call.out.integer(keys.step());
    } else {
      call.out.bulk("lastkey");
      call.out.integer(keys.last() < 0 ? keys.last() : keys.last() - keys.first());
      call.out.bulk("keystep");
      call.out.integer(keys.step());
      call.out.bulk("limit");
      call.out.integer(0);
    }
  }

  private static void docs(Call call) {
    List<CommandSpec> specs = new ArrayList<>();
    if (call.args.count() == 2) {
      specs.addAll(call.core().commands().all());
    }
    for (int i = 2; i < call.args.count(); i++) {
      CommandSpec spec = call.core().commands().find(call.args.text(i));
      if (spec != null) {
        specs.add(spec);
      }
    }
    call.out.map(specs.size());
    specs.forEach(spec -> document(call, spec));
  }

  private static void document(Call call, CommandSpec spec) {
    call.out.bulk(spec.name());
    call.out.map(spec.subcommands().isEmpty() ? 3 : 4);
    call.out.bulk("summary");
    call.out.bulk(spec.summary());
    call.out.bulk("since");
    call.out.bulk(spec.since());
    call.out.bulk("group");
    call.out.bulk(spec.group());
    if (!spec.subcommands().isEmpty()) {
      call.out.bulk("subcommands");
      call.out.map(spec.subcommands().size());
      spec.subcommands().values().forEach(child -> document(call, child));
    }
  }

  private static void list(Call call) {
    Predicate<CommandSpec> wanted = wanted(call);
    if (wanted == null) {
      call.error(Errors.SYNTAX);
      return;
    }
    List<String> names = new ArrayList<>();
    for (CommandSpec spec : call.core().commands().all()) {
      if (wanted.test(spec)) {
        names.add(spec.name());
      }
      spec.subcommands().values().stream().filter(wanted).forEach(child -> names.add(child.name()));
    }
    call.out.array(names.size());
    names.forEach(call.out::bulk);
  }

  private static @Nullable Predicate<CommandSpec> wanted(Call call) {
    if (call.args.count() == 2) {
      return spec -> true;
    }
    if (call.args.count() != 5 || !call.args.is(2, "FILTERBY")) {
      return null;
    }
    String value = Words.lower(call.args, 4);
    if (call.args.is(3, "ACLCAT")) {
      return spec -> spec.categories().contains(value);
    }
    if (call.args.is(3, "PATTERN")) {
      byte[] pattern = value.getBytes(StandardCharsets.ISO_8859_1);
      return spec -> Glob.matches(pattern, spec.name().getBytes(StandardCharsets.ISO_8859_1));
    }
    return call.args.is(3, "MODULE") ? spec -> false : null;
  }

  private static void getKeys(Call call) {
    Args asked = call.args.from(2);
    CommandSpec spec = call.core().commands().find(asked);
    if (spec != null && !spec.subcommands().isEmpty() && asked.count() > 1) {
      spec = spec.subcommands().get(Words.lower(asked, 1));
    }
    if (spec == null) {
      call.error("ERR Invalid command specified");
    } else if (spec.keys().first() == 0) {
      call.error("ERR The command has no key arguments");
    } else if (!spec.takes(asked.count())) {
      call.error("ERR Invalid number of arguments specified for command");
    } else {
      List<Integer> keys = new ArrayList<>();
      int last = Math.min(spec.keys().lastOf(asked), asked.count() - 1);
      for (int i = spec.keys().first(); i <= last; i += spec.keys().stepAt(asked, i)) {
        keys.add(i);
      }
      if (keys.isEmpty()) {
        call.error("ERR Invalid arguments specified for command");
        return;
      }
      call.out.array(keys.size());
      keys.forEach(i -> call.out.bulk(asked.address(i), asked.length(i)));
    }
  }
}
