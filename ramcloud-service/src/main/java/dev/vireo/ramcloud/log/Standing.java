package dev.vireo.ramcloud.log;

/** Whether requests for a tablet can be taken here now. */
public enum Standing {
  /** Taken. */
  SERVING,
  /** Soon: it is being taken over, or the log is too far behind. To be asked again in a moment. */
  PREPARING,
  /** Another master serves it; {@link ClusterView} says which. */
  ELSEWHERE,
  /** Its log is damaged, and it is not served before somebody decides about that. */
  DAMAGED
}
