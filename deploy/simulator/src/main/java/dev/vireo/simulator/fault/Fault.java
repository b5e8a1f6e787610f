package dev.vireo.simulator.fault;

/**
 * A fault of one host.
 *
 * @param host its name; {@code *} for all, empty for the first
 * @param argument a device or a number, as the kind says; empty for the usual one
 * @param times how often it strikes; 0 for until it is taken away
 */
public record Fault(FaultKind kind, String host, String argument, int times) {

  /**
   * Reads {@code KIND[:HOST[:DEVICE or NUMBER]][@TIMES]}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Fault parse(String text) {
    String rest = text;
    int times = 0;
    int at = text.lastIndexOf('@');
    if (at >= 0) {
      String count = text.substring(at + 1);
      if (!count.matches("[1-9][0-9]{0,5}")) {
        throw new IllegalArgumentException("fault " + text + ": not a number of times: " + count);
      }
      times = Integer.parseInt(count);
      rest = text.substring(0, at);
    }
    String[] parts = rest.split(":", 3);
    return new Fault(
        FaultKind.of(parts[0]),
        parts.length > 1 ? parts[1] : "",
        parts.length > 2 ? parts[2] : "",
        times);
  }

  public long number(long usual) {
    return argument.matches("[0-9]{1,9}") ? Long.parseLong(argument) : usual;
  }

  @Override
  public String toString() {
    return kind.text()
        + (host.isEmpty() ? "" : ":" + host)
        + (argument.isEmpty() ? "" : ":" + argument)
        + (times > 0 ? "@" + times : "");
  }
}
