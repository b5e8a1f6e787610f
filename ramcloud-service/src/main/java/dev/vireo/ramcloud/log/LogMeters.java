package dev.vireo.ramcloud.log;

/** What the log counts. */
public interface LogMeters {

  /** Counts nothing. */
  LogMeters NONE =
      new LogMeters() {
        @Override
        public void corrupt() {}

        @Override
        public void tookOver(long records, long nanos) {}
      };

  /** A damaged record was read. */
  void corrupt();

  /**
   * A tablet is served.
   *
   * @param records that were read for it since it was assigned
   * @param nanos since it was assigned
   */
  void tookOver(long records, long nanos);
}
