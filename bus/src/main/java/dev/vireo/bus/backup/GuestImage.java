package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import java.util.Map;

/**
 * The guest that a restore point is of.
 *
 * @param kind what kind of guest it is
 * @param id what its host calls it: a number, or the name of a container of plain LXC
 * @param name its own name; empty where it has none
 * @param format how its data is kept
 * @param mode what became of it while it was read
 * @param settings what its host said of it that a restore needs to know, such as the size of its
 *     root
 */
public record GuestImage(
    GuestKind kind,
    String id,
    String name,
    GuestFormat format,
    GuestMode mode,
    Map<String, String> settings) {

  public GuestImage {
    settings = Absent.orEmpty(settings);
  }
}
