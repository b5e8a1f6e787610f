package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import dev.vireo.bus.schema.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A destination's repository was checked.
 *
 * @param destination its name
 * @param sound whether all that was looked at was as it should be
 * @param share which share of its data was read, from 1
 * @param of into how many shares it is divided; 1: all was read
 * @param damaged the packs that are damaged or missing
 * @param hurt the restore points that they hurt
 * @param findings what the check said beyond its usual course
 * @param tookMillis how long it took, in milliseconds
 * @param freeBytes what is free there, in bytes; absent where it cannot be seen
 */
public record DestinationChecked(
    String destination,
    boolean sound,
    @Range(min = 1, max = 366) int share,
    @Range(min = 1, max = 366) int of,
    List<String> damaged,
    List<String> hurt,
    List<String> findings,
    long tookMillis,
    @Nullable Long freeBytes)
    implements Event {

  public DestinationChecked {
    damaged = Absent.orEmpty(damaged);
    hurt = Absent.orEmpty(hurt);
    findings = Absent.orEmpty(findings);
  }

  @Override
  public String about() {
    return destination;
  }
}
