package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * What could be mended of a destination was.
 *
 * @param destination its name
 * @param sound whether all that is left in it is whole, by a check that read all of it
 * @param removed the packs that were taken out
 * @param ran the jobs that were run again for it
 * @param mended the restore points that were hurt, and were read whole since
 * @param hurt the restore points that stay hurt
 * @param why for each of these, what was seen
 */
public record DestinationRepaired(
    String destination,
    boolean sound,
    List<String> removed,
    List<String> ran,
    List<String> mended,
    List<String> hurt,
    List<String> why)
    implements Event {

  public DestinationRepaired {
    removed = Absent.orEmpty(removed);
    ran = Absent.orEmpty(ran);
    mended = Absent.orEmpty(mended);
    hurt = Absent.orEmpty(hurt);
    why = Absent.orEmpty(why);
  }

  @Override
  public String about() {
    return destination;
  }
}
