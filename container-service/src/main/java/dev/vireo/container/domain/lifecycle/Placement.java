package dev.vireo.container.domain.lifecycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Which host gets which container: each goes where most is free after those before it. */
public final class Placement {

  private Placement() {}

  /**
   * A host and what is free on it.
   *
   * @param host its name
   * @param containers how many it has
   * @param memoryMiB free memory; empty where it is not known
   * @param diskMiB free disk; empty where it is not known
   */
  public record Room(String host, int containers, OptionalLong memoryMiB, OptionalLong diskMiB) {}

  /**
   * What one container takes.
   *
   * @param memoryMiB memory
   * @param diskMiB disk
   */
  public record Need(long memoryMiB, long diskMiB) {}

  /**
   * The host of each container, in order; fewer than asked where there is no room for more.
   *
   * <p>The emptiest host is the one whose scarcer resource, counted in further containers of this
   * size, is most plentiful; among equals the one with fewest containers, then by name.
   */
  public static List<String> place(List<Room> rooms, int count, Need need) {
    PriorityQueue<Slot> free = new PriorityQueue<>(Slot.EMPTIEST);
    rooms.forEach(room -> free.add(new Slot(room, 0, need)));
    List<String> placed = new ArrayList<>();
    while (placed.size() < count && !free.isEmpty()) {
      Slot best = free.poll();
      if (best.further() >= 1) {
        placed.add(best.room().host());
        free.add(new Slot(best.room(), best.given() + 1, need));
      }
    }
    return placed;
  }

  private record Slot(Room room, int given, Need need) {

    static final Comparator<Slot> EMPTIEST =
        Comparator.comparingLong((Slot s) -> s.further())
            .reversed()
            .thenComparingInt(s -> s.room().containers() + s.given())
            .thenComparing(s -> s.room().host());

    long further() {
      return Math.min(
          further(room.memoryMiB(), need.memoryMiB()), further(room.diskMiB(), need.diskMiB()));
    }

    private long further(OptionalLong free, long each) {
      if (free.isEmpty()) {
        // Nothing is known, so the number of its containers decides, and the host itself in the
        // end.
        return Integer.MAX_VALUE;
      }
      return free.getAsLong() / Math.max(1, each) - given;
    }
  }
}
