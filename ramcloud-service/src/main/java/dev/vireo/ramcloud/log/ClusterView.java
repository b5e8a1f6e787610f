package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.SlotRange;
import java.util.List;
import java.util.Optional;

/**
 * Which master owns what, as the group last agreed on. A value; a newer one has a higher
 * generation. It tells clients where to ask and promises nothing: a master that is asked knows for
 * itself.
 *
 * @param generation of the group
 * @param tablets how many partitions the log has
 * @param members the masters that live
 */
public record ClusterView(int generation, int tablets, List<Member> members) {

  /**
   * A master.
   *
   * @param id unlike that of every other master, also of those that were
   * @param host where clients reach it
   * @param port where clients reach it
   * @param owned the tablets that it serves or is taking over
   * @param standby the tablets that it follows
   */
  public record Member(
      String id, String host, int port, List<Integer> owned, List<Integer> standby) {
    public Member {
      owned = List.copyOf(owned);
      standby = List.copyOf(standby);
    }
  }

  public ClusterView {
    members = List.copyOf(members);
  }

  /** Before the group has agreed on anything. */
  public static ClusterView none(int tablets) {
    return new ClusterView(-1, tablets, List.of());
  }

  /** The tablet of a slot. */
  public int tabletOf(int slot) {
    return tabletOf(slot, tablets);
  }

  /** The tablet of a slot, where there are so many. Matches {@link SlotRange#part}. */
  public static int tabletOf(int slot, int tablets) {
    return (int) ((((long) slot + 1) * tablets - 1) / KeySlot.SLOTS);
  }

  /** Who serves a tablet; empty while nobody does. */
  public Optional<Member> ownerOf(int tablet) {
    return members.stream().filter(member -> member.owned().contains(tablet)).findFirst();
  }

  /** Who serves a slot; empty while nobody does. */
  public Optional<Member> ownerOfSlot(int slot) {
    return ownerOf(tabletOf(slot));
  }
}
