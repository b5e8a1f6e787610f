package dev.vireo.ramcloud.commit;

/** What the promises of commits over several tablets rest on; the model leaves one out. */
enum CommitRule {
  /** A tablet agrees when its part is in its log, not before. */
  AGREE_WHEN_LOGGED,
  /** What is prepared is neither shown nor changed before it is decided. */
  HOLD,
  /** Who has waited for too long says so in the topic, whose order decides, and does as it says. */
  GIVE_UP_BY_RECORD,
  /** A tablet takes commits in their order, and remembers the last one for ever. */
  TAKEN_ONCE,
  /** Only the tablet's owner says that its log has the decision, not who has been it. */
  SETTLED_BY_OWNER,
  /** The topic is cut off below what is over at every tablet's log, and no higher. */
  CUT_WHEN_OVER
}
