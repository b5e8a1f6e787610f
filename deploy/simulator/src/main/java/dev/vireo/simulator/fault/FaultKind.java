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
  /**
   * Every listing whose command holds these words (argument; all) prints nothing, with exit status
   * 0.
   */
  SILENT,
  /** Every listing whose command holds these words (argument; all) ends in the middle of a line. */
  CUT_OUTPUT,
  /** Every esxcli call takes so many milliseconds (argument; 2000) more. */
  SLOW,
  /** No password or key is accepted. */
  AUTH,
  /** The host shows another key than before. */
  HOSTKEY,
  /**
   * A host of containers is off: at once, or in the middle of the next create or start (argument).
   */
  POWER_OFF,
  /** A process that lives holds the lock of a container (argument; 101). */
  LOCK_HELD,
  /** The quota file of a container (argument; 101) is corrupted. */
  QUOTA,
  /** The file system that containers lie in has so many bytes left (argument; none). */
  DISK_FULL,
  /** A template (argument; the first one) is cut short. */
  CUT_ARCHIVE,
  /** The kernel module of OpenVZ isn't loaded. */
  NO_MODULE,
  /** Starting a container never ends. */
  HANG_START,
  /** Containers start without their network coming up. */
  NO_NETWORK,
  /** The worker of a task of Proxmox VE is killed half-way. */
  TASK_DIES;

  /** Whether hosts of containers can have it. */
  public boolean concernsContainers() {
    return switch (this) {
      case REFUSE, HANG, HANG_EXEC, DROP, AUTH, HOSTKEY -> true;
      default -> ordinal() >= POWER_OFF.ordinal();
    };
  }

  /** Whether ESX hosts can have it. */
  public boolean concernsEsx() {
    return ordinal() < POWER_OFF.ordinal();
  }

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
