package dev.vireo.hypervisor.script;

/**
 * How much a host may print before it is cut off.
 *
 * @param step bytes of one step on one stream
 * @param total bytes of the whole script on both streams
 */
public record OutputLimits(long step, long total) {

  /** 16 MiB a step and stream, 64 MiB in all. */
  public static final OutputLimits DEFAULT = new OutputLimits(16L << 20, 64L << 20);

  public OutputLimits {
    if (step < 1 || step > 1L << 30 || total < step) {
      throw new IllegalArgumentException(
          "output limits: 1 byte to 1 GiB a step, and no less in total; not "
              + step
              + " and "
              + total);
    }
  }
}
