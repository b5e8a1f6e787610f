package dev.vireo.container.vzctl;

/** What a command of a tool came to, as far as its own words go. */
public enum Outcome {
  CREATED("created"),
  /** The tool began to start it and ended well: neither booted nor networked for sure. */
  STARTED_NOT_VERIFIED("started, not verified"),
  /** The tool waited until it was up. Its network is still nobody's word. */
  STARTED("started"),
  STOPPED("stopped"),
  /** It did not stop by itself and was killed. */
  STOPPED_BY_FORCE("stopped by force"),
  DESTROYED("destroyed"),
  CHANGED("changed"),
  /** It took effect and is gone after the next start. */
  CHANGED_NOT_SAVED("changed, not saved"),
  MOUNTED("mounted"),
  UNMOUNTED("unmounted"),
  RUNNING("running"),
  DOWN("down"),
  MISSING("does not exist"),
  LISTED("listed"),
  FAILED("failed"),
  UNKNOWN("unknown");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** As a report calls it. */
  public String words() {
    return words;
  }
}
