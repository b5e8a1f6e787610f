package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * A guest of a restore point is on a host again, as a new guest that does not run.
 *
 * @param job whose restore point it was
 * @param point its id
 * @param host the host
 * @param guest what the new guest is called there
 * @param kind what kind of guest it is
 * @param bytes the size of what was restored, in bytes
 * @param notes what differs from what was backed up, and why
 */
public record GuestRestored(
    String job,
    String point,
    String host,
    String guest,
    GuestKind kind,
    long bytes,
    List<String> notes)
    implements Event {

  public GuestRestored {
    notes = Absent.orEmpty(notes);
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
