package dev.vireo.simulator.estate;

/**
 * The configuration that VMW_PSP_RR keeps for a device.
 *
 * @param type {@code rr} is the default type: iops and bytes are kept but don't count
 */
public record RoundRobin(Type type, long iops, long bytes, boolean useUnoptimised) {

  public static final RoundRobin DEFAULT = new RoundRobin(Type.DEFAULT, 1000, 10_485_760, false);

  /** When the next path's turn comes. */
  public enum Type {
    DEFAULT("rr", "Default"),
    IOPS("iops", "Iops"),
    BYTES("bytes", "Bytes"),
    LATENCY("latency", "Latency");

    private final String listed;
    private final String titled;

    Type(String listed, String titled) {
      this.listed = listed;
      this.titled = titled;
    }

    /** The word in a device listing. */
    public String listed() {
      return listed;
    }

    /** The word that {@code deviceconfig get} prints. */
    public String titled() {
      return titled;
    }
  }

  public RoundRobin withIops(long limit) {
    return new RoundRobin(Type.IOPS, limit, bytes, useUnoptimised);
  }

  public RoundRobin withBytes(long limit) {
    return new RoundRobin(Type.BYTES, iops, limit, useUnoptimised);
  }

  public RoundRobin with(Type changed) {
    return new RoundRobin(changed, iops, bytes, useUnoptimised);
  }

  public RoundRobin withUnoptimised(boolean used) {
    return new RoundRobin(type, iops, bytes, used);
  }
}
