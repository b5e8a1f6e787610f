package dev.vireo.simulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The things that can go wrong; written in lower case with hyphens. */
public enum FaultKind {
  /** Connections are refused, and the ones that were open are gone: the host is off. */
  REFUSE,
  /** Connections are taken and never answered. */
  HANG,
  /** Logging in works; the script stops before its next command and never ends. */
  HANG_EXEC,
  /** The connection breaks after so many commands of a script (argument; 5). */
  DROP,
  /** A path of the device (argument), or the path of that runtime name, is dead. */
  PATH_DIES,
  /** The device (argument) takes an order with exit status 0 and does nothing. */
  IGNORE,
  /** The device (argument) refuses orders: {@code Status=Busy: Message=Unable to Set}. */
  SET_FAILS,
  /** Every esxcli call writes rubbish to stderr. */
  GARBAGE_STDERR,
  /** Every esxcli call prints invalid UTF-8 before its output. */
  GARBAGE_STDOUT,
  /** {@code /tmp} is full. */
  FULL_TMP,
  /** Every esxcli call prints so many bytes (argument; 10 MB) of lines nobody knows. */
  HUGE_OUTPUT,
  /** Every esxcli call takes so many milliseconds (argument; 2000) more. */
  SLOW,
  /** No password or key is accepted. */
  AUTH,
  /** The host shows another key than before. */
  HOSTKEY;

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static FaultKind of(String text) {
    for (FaultKind kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "no such fault: "
            + text
            + " ("
            + Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "))
            + ")");
  }
}
