package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device as it was read.
 *
 * @param id such as {@code naa.60050768...}
 * @param name display name
 * @param vendor as the device says it
 * @param model as the device says it
 * @param plugin who claims it: {@code NMP}, {@code HPP}, ...
 * @param satp array type
 * @param policy how it selects its path; null where NMP does not
 * @param local whether the host calls it local; null: it does not say
 * @param working paths in use
 * @param paths all its paths
 */
public record ScannedDevice(
    String id,
    @Nullable String name,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String plugin,
    @Nullable String satp,
    @Nullable PolicyState policy,
    @Nullable Boolean local,
    List<String> working,
    List<ScannedPath> paths) {

  public ScannedDevice {
    working = Absent.orEmpty(working);
    paths = Absent.orEmpty(paths);
  }
}
