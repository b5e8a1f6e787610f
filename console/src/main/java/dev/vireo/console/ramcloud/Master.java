package dev.vireo.console.ramcloud;

import dev.vireo.console.Trouble;
import java.util.List;

/**
 * A master, as one of them tells of it.
 *
 * @param id of 40 hexadecimal digits
 * @param slots the ranges that it serves, such as {@code 0-5460}
 */
public record Master(String id, MasterAddress address, List<String> slots) {

  private static final int SLOTS_FROM = 8;

  /** Reads a line of {@code CLUSTER NODES}: id, address, flags and five more, then the slots. */
  static Master parse(String line, MasterAddress by) {
    String[] words = line.split(" ");
    int at = words.length < SLOTS_FROM ? -1 : words[1].indexOf('@');
    int colon = at < 0 ? -1 : words[1].lastIndexOf(':', at);
    if (colon < 0) {
      throw Trouble.failed(
          "The master at %s tells of another by '%s'".formatted(by, line),
          "is it a RAMCloud?",
          null);
    }
    return new Master(
        words[0],
        by.at(words[1].substring(0, colon), Integer.parseInt(words[1].substring(colon + 1, at))),
        List.of(words).subList(SLOTS_FROM, words.length));
  }

  /** How many slots it serves. */
  public int slotCount() {
    return slots.stream().mapToInt(range -> last(range) - first(range) + 1).sum();
  }

  /** Whether it serves a slot. */
  public boolean serves(int slot) {
    return slots.stream().anyMatch(range -> first(range) <= slot && slot <= last(range));
  }

  private static int first(String range) {
    int dash = range.indexOf('-');
    return Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
  }

  private static int last(String range) {
    return Integer.parseInt(range.substring(range.indexOf('-') + 1));
  }
}
