package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * Files were put back on a host, and were read back as they had been backed up.
 *
 * @param job whose restore point it was
 * @param point the restore point
 * @param host where they were put
 * @param path the folder that they were put into
 * @param files how many files
 * @param bytes their size, in bytes
 * @param kept what was at their places before, under its names now
 * @param notes what differs and is no content, such as owners that could not be set
 */
public record FilesRestored(
    String job,
    String point,
    String host,
    String path,
    long files,
    long bytes,
    List<String> kept,
    List<String> notes)
    implements Event {

  public FilesRestored {
    kept = Absent.orEmpty(kept);
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
