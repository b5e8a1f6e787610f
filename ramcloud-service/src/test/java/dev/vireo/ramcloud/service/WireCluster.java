package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.log.MasterProcess;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.wire.RespSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Some masters of one log, each a process. */
final class WireCluster implements AutoCloseable {

  static final int TABLETS = 6;
  private static final AtomicInteger LOGS = new AtomicInteger();

  final List<MasterProcess> masters = new ArrayList<>();

  WireCluster(String kafka, int size, List<Safeguard> leftOut) throws IOException {
    this(kafka, size, leftOut.stream().map(Enum::name).toList(), Optional.empty());
  }

  /**
   * Masters.
   *
   * @param arguments further ones of {@link WireMasterMain}
   * @param network where the first master is; empty: where the others are
   */
  WireCluster(String kafka, int size, List<String> arguments, Optional<OwnNetwork> network)
      throws IOException {
    String log = "vireo.ramcloud.log-wire-fault-" + LOGS.incrementAndGet();
    for (int m = 0; m < size; m++) {
      Optional<OwnNetwork> own = m == 0 ? network : Optional.empty();
      List<String> all = new ArrayList<>(arguments);
      own.ifPresent(its -> all.addAll(its.relays()));
      masters.add(
          MasterProcess.start(
              own.map(OwnNetwork::within).orElse(List.of()),
              own.isPresent() ? RelayedMasterMain.class : WireMasterMain.class,
              kafka,
              log,
              "m" + m,
              TABLETS,
              all));
      if (own.isPresent()) {
        own.get().reach(masters.getFirst().port);
      }
    }
  }

  List<Integer> ports() {
    return masters.stream().map(master -> master.port).toList();
  }

  /** All slots are served, and all masters say the same of who serves them, each some. */
  void awaitServed() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!served()) {
      assertThat(System.nanoTime()).as("the slots are not served").isLessThan(until);
      Thread.sleep(50);
    }
  }

  private boolean served() throws IOException {
    String slots = "";
    for (MasterProcess master : masters) {
      try (RespSocket client = new RespSocket(master.port)) {
        String here = client.ask("CLUSTER", "SLOTS");
        if (!slots.isEmpty() && !here.equals(slots)) {
          return false;
        }
        slots = here;
      }
    }
    String all = slots;
    return masters.stream().allMatch(master -> all.contains(":" + master.port + "\r\n"));
  }

  @Override
  public void close() {
    masters.forEach(MasterProcess::close);
  }
}
