package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What {@code nmp psp roundrobin deviceconfig get} prints of one device.
 *
 * @param device empty where its line is missing
 * @param limitType {@code Default}, {@code Iops}, {@code Bytes}
 */
public record RoundRobinConfig(
    String device, OptionalLong bytes, OptionalLong iops, String limitType, Told useAno) {

  /** Reads the output of any number of such commands. */
  public static Parsed<RoundRobinConfig> parse(String text) {
    Reader reader = new Reader();
    List<UnparsedLine> unparsed =
        Blocks.readNameless(Listing.ROUND_ROBIN_CONFIG.id(), text, reader);
    reader.close();
    return new Parsed<>(reader.configs, unparsed);
  }

  /** Fields come in the order of the alphabet, so "Byte Limit" begins a device. */
  private static final class Reader implements Blocks.Sink {

    private final List<RoundRobinConfig> configs = new ArrayList<>();
    private String device = "";
    private OptionalLong bytes = OptionalLong.empty();
    private OptionalLong iops = OptionalLong.empty();
    private String limitType = "";
    private Told useAno = Told.NOT_TOLD;

    @Override
    public void open(String name, int line) {
      close();
    }

    @Override
    public boolean field(String key, String value, int line) {
      switch (key) {
        case "Byte Limit" -> {
          close();
          bytes = Numbers.parse(value);
        }
        case "Device" -> device = value;
        case "IOOperation Limit", "I/O Operation Limit" -> iops = Numbers.parse(value);
        case "Limit Type" -> limitType = value;
        case "Use Active Unoptimized Paths" -> useAno = Words.told(value);
        case "Latency Evaluation Interval", "Number Of Sampling IOs Per Path" -> {}
        default -> {
          return false;
        }
      }
      return true;
    }

    private void close() {
      boolean any = bytes.isPresent() || iops.isPresent() || !limitType.isEmpty();
      if (any || !device.isEmpty()) {
        configs.add(new RoundRobinConfig(device, bytes, iops, limitType, useAno));
      }
      device = "";
      bytes = OptionalLong.empty();
      iops = OptionalLong.empty();
      limitType = "";
      useAno = Told.NOT_TOLD;
    }
  }
}
