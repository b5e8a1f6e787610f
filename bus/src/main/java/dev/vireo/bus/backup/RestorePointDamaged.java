package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * Data of a restore point is damaged in its destination, so that not all of it can be restored.
 *
 * @param job whose it is
 * @param point its id
 * @param destination where it is kept
 * @param packs the packs that are damaged or missing
 */
public record RestorePointDamaged(String job, String point, String destination, List<String> packs)
    implements Event {

  public RestorePointDamaged {
    packs = Absent.orEmpty(packs);
  }

  @Override
  public String about() {
    return job;
  }

  @Override
  public String facet() {
    return point;
  }
}
