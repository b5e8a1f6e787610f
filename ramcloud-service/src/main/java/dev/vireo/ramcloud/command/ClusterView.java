package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.commit.Commits;
import dev.vireo.ramcloud.store.SlotRange;
import java.util.List;
import java.util.Optional;

/**
 * Who serves which slots, as this master sees it now. Asked from every event loop before each
 * command with keys, so it answers from a value that is replaced as a whole when something changes.
 */
public interface ClusterView {
  /**
   * A master.
   *
   * @param id 40 hexadecimal digits, as clients expect
   * @param host what clients are sent to
   * @param port of RESP
   * @param slots in order, apart from each other
   * @param self whether it is this one
   * @param alive whether the others hear from it
   */
  record Node(
      String id, String host, int port, List<SlotRange> slots, boolean self, boolean alive) {
    public Node {
      slots = List.copyOf(slots);
    }

    /** How many slots it serves. */
    public int slotCount() {
      return slots.stream().mapToInt(range -> range.last() - range.first() + 1).sum();
    }
  }

  /** What becomes of a command on a slot. */
  sealed interface Route {
    /** It is run here. */
    record Here() implements Route {}

    /** It is another master's. */
    record Moved(String host, int port) implements Route {}

    /** It is going to another master, which takes it after ASKING. */
    record Ask(String host, int port) implements Route {}

    /** It is between two masters, or being recovered: ask again soon. */
    record TryAgain() implements Route {}

    /** Nobody serves it. */
    record Down() implements Route {}
  }

  Route HERE = new Route.Here();

  /** Whether this is a cluster to clients: its keys are bound to slots, and CLUSTER answers. */
  boolean enabled();

  Route route(int slot);

  /** All masters, this one among them. */
  List<Node> nodes();

  /** Grows with every change of owners. */
  long epoch();

  /**
   * A tablet at this master.
   *
   * @param number the partition of the log
   * @param role {@code OWNER}, {@code STANDBY} or {@code NONE}, as the group agreed
   * @param phase of taking it over and serving it
   * @param warm whether a standby has read all that there is
   */
  record TabletAt(int number, SlotRange slots, String role, String phase, boolean warm) {}

  /** The tablets as they stand at this master; none where slots do not move. */
  default List<TabletAt> tablets() {
    return List.of();
  }

  /**
   * Wishes a tablet at another master, which takes it over when it has read its log.
   *
   * @return why nothing comes of it; empty if it is wished
   */
  default Optional<String> move(int tablet, String master) {
    return Optional.of("this master is not one of a cluster");
  }

  /** The tablet of a slot; where slots do not move, all are one. */
  default int tabletOf(int slot) {
    return 0;
  }

  /** Commits over several tablets. */
  default Commits commits() {
    return Commits.NONE;
  }

  /** The masters, to be asked. */
  default Peers peers() {
    return Peers.NONE;
  }

  /** One master that serves every slot. */
  static ClusterView single(String host, int port) {
    return new SingleMaster(host, port, true);
  }

  /** A server that is not one of a cluster: keys of different slots may be used together. */
  static ClusterView none(String host, int port) {
    return new SingleMaster(host, port, false);
  }
}
