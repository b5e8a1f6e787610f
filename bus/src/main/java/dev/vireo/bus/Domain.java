package dev.vireo.bus;

import java.util.Locale;

/** A service's field of work; it names its topics and its message types. */
public enum Domain {
  INVENTORY,
  MULTIPATH,
  CONTAINER,
  BACKUP;

  /** The lower-case word used in topic and type names, such as {@code multipath}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where commands of this domain are published. Key: what the command is about. */
  public String commands() {
    return "vireo." + word() + ".commands";
  }

  /** The facts of this domain, kept for ever: the source of truth. */
  public String events() {
    return "vireo." + word() + ".events";
  }

  /** Progress ticks of this domain; no facts, kept seven days. */
  public String progress() {
    return "vireo." + word() + ".progress";
  }

  /** Commands that could not be read, as they came, with the reason in their headers. */
  public String deadLetters() {
    return commands() + ".dead";
  }
}
