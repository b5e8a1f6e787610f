package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CLUSTER: who serves which slots, as cluster-aware clients and {@code redis-cli --cluster check}
 * ask.
 */
final class ClusterCommands {
  private ClusterCommands() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.container(
            "cluster",
            -2,
            "",
            "cluster",
            "3.0.0",
            "Tells of the cluster.",
            null,
            List.of(
                of("slots", 2, "Gives the masters by ranges of slots.", ClusterCommands::slots),
                of("shards", 2, "Gives the ranges of slots by masters.", ClusterCommands::shards),
                of("nodes", 2, "Gives the masters, a line each.", ClusterCommands::nodes),
                of("info", 2, "Gives the state of the cluster.", ClusterCommands::info),
                of(
                    "myid",
                    2,
                    "Gives this master's id.",
                    call -> {
                      if (enabled(call)) {
                        call.out.bulk(self(call).id());
                      }
                    }),
                of(
                    "keyslot",
                    3,
                    "Gives the slot of a key.",
                    call -> {
                      if (enabled(call)) {
                        call.out.integer(
                            KeySlot.of(OffHeap.ALL, call.args.address(2), call.args.length(2)));
                      }
                    }),
                of("countkeysinslot", 3, "Counts the objects of a slot.", ClusterCommands::count),
                of("getkeysinslot", 4, "Gives keys of a slot.", ClusterCommands::keys),
                of(
                    "count-failure-reports",
                    3,
                    "Gives 0: masters do not vote on each other.",
                    ClusterCommands::failureReports),
                of(
                    "replicas",
                    3,
                    "Gives none: the log is what is replicated.",
                    ClusterCommands::replicas),
                of("help", 2, "Tells the subcommands.", call -> call.help("CLUSTER")))));
  }

  private static CommandSpec of(
      String name, int arity, String summary, CommandSpec.Handler handler) {
    return CommandSpec.of(
        "cluster|" + name, arity, "stale", KeyRange.NONE, "cluster", "3.0.0", summary, handler);
  }

  private static boolean enabled(Call call) {
    if (call.core().server().cluster().enabled()) {
      return true;
    }
    call.error("ERR This instance has cluster support disabled");
    return false;
  }

  private static ClusterView.Node self(Call call) {
    for (ClusterView.Node node : call.core().server().cluster().nodes()) {
      if (node.self()) {
        return node;
      }
    }
    throw new IllegalStateException("this master is not among the cluster's");
  }

  private record Served(SlotRange range, ClusterView.Node by) {}

  private static void slots(Call call) {
    if (!enabled(call)) {
      return;
    }
    List<Served> all = new ArrayList<>();
    for (ClusterView.Node node : call.core().server().cluster().nodes()) {
      node.slots().forEach(range -> all.add(new Served(range, node)));
    }
    all.sort((a, b) -> Integer.compare(a.range.first(), b.range.first()));
    call.out.array(all.size());
    for (Served served : all) {
      call.out.array(3);
      call.out.integer(served.range.first());
      call.out.integer(served.range.last());
      call.out.array(4);
      call.out.bulk(served.by.host());
      call.out.integer(served.by.port());
      call.out.bulk(served.by.id());
      call.out.array(0);
    }
  }

  private static void shards(Call call) {
    if (!enabled(call)) {
      return;
    }
    List<ClusterView.Node> nodes = call.core().server().cluster().nodes();
    call.out.array(nodes.size());
    for (ClusterView.Node node : nodes) {
      call.out.map(2);
      call.out.bulk("slots");
      call.out.array(node.slots().size() * 2L);
      for (SlotRange range : node.slots()) {
        call.out.integer(range.first());
        call.out.integer(range.last());
      }
      call.out.bulk("nodes");
      call.out.array(1);
      call.out.map(7);
      call.out.bulk("id");
      call.out.bulk(node.id());
      call.out.bulk("port");
      call.out.integer(node.port());
      call.out.bulk("ip");
      call.out.bulk(node.host());
      call.out.bulk("endpoint");
      call.out.bulk(node.host());
      call.out.bulk("role");
      call.out.bulk("master");
      call.out.bulk("replication-offset");
      call.out.integer(0);
      call.out.bulk("health");
      call.out.bulk(node.alive() ? "online" : "fail");
    }
  }

  private static void nodes(Call call) {
    if (!enabled(call)) {
      return;
    }
    ClusterView cluster = call.core().server().cluster();
    StringBuilder lines = new StringBuilder();
    for (ClusterView.Node node : cluster.nodes()) {
      lines
          .append(node.id())
          .append(' ')
          .append(node.host())
          .append(':')
          .append(node.port())
          .append("@0 ")
          .append(node.self() ? "myself," : "")
          .append("master")
          .append(node.alive() ? "" : ",fail")
          .append(" - 0 0 ")
          .append(cluster.epoch())
          .append(node.alive() ? " connected" : " disconnected");
      for (SlotRange range : node.slots()) {
        lines.append(' ').append(range.first());
        if (range.last() > range.first()) {
          lines.append('-').append(range.last());
        }
      }
      lines.append('\n');
    }
    call.out.verbatim(lines.toString());
  }

  private static void info(Call call) {
    if (!enabled(call)) {
      return;
    }
    ClusterView cluster = call.core().server().cluster();
    int assigned = cluster.nodes().stream().mapToInt(ClusterView.Node::slotCount).sum();
    int alive =
        cluster.nodes().stream()
            .filter(ClusterView.Node::alive)
            .mapToInt(ClusterView.Node::slotCount)
            .sum();
    long size = cluster.nodes().stream().filter(node -> !node.slots().isEmpty()).count();
    String lines =
        List.of(
                "cluster_enabled:1",
                "cluster_state:" + (alive == KeySlot.SLOTS ? "ok" : "fail"),
                "cluster_slots_assigned:" + assigned,
                "cluster_slots_ok:" + alive,
                "cluster_slots_pfail:0",
                "cluster_slots_fail:" + (assigned - alive),
                "cluster_known_nodes:" + cluster.nodes().size(),
                "cluster_size:" + size,
                "cluster_current_epoch:" + cluster.epoch(),
                "cluster_my_epoch:" + cluster.epoch())
            .stream()
            .collect(Collectors.joining("\r\n", "", "\r\n"));
    call.out.verbatim(lines);
  }

  /** The slot of word 2, or -1 after an error was written. */
  private static int slot(Call call) {
    if (!enabled(call)) {
      return -1;
    }
    if (!Words.isLong(call.args, 2)) {
      call.error(Errors.NOT_AN_INTEGER);
      return -1;
    }
    long slot = Words.longOf(call.args, 2);
    if (slot < 0 || slot >= KeySlot.SLOTS) {
      call.error("ERR Invalid slot");
      return -1;
    }
    return (int) slot;
  }

  private static void count(Call call) {
    int slot = slot(call);
    if (slot >= 0) {
      call.out.integer(call.keyspace().countInSlot(slot));
    }
  }

  private static void keys(Call call) {
    int slot = slot(call);
    if (slot < 0) {
      return;
    }
    if (!Words.isLong(call.args, 3)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long most = Words.longOf(call.args, 3);
    if (most < 0) {
      call.error("ERR Invalid number of keys");
      return;
    }
    List<byte[]> found = new ArrayList<>();
    call.keyspace()
        .forEachKeyInSlot(
            slot, (int) Math.min(most, Integer.MAX_VALUE), key -> found.add(key.toBytes()));
    call.out.array(found.size());
    found.forEach(call.out::bulk);
  }

  private static boolean known(Call call) {
    if (!enabled(call)) {
      return false;
    }
    String id = call.args.text(2);
    if (call.core().server().cluster().nodes().stream().noneMatch(node -> node.id().equals(id))) {
      call.error("ERR Unknown node " + id);
      return false;
    }
    return true;
  }

  private static void failureReports(Call call) {
    if (known(call)) {
      call.out.integer(0);
    }
  }

  private static void replicas(Call call) {
    if (known(call)) {
      call.out.array(0);
    }
  }
}
