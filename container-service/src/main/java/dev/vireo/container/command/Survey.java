package dev.vireo.container.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.ContainerHosts.NoContainersException;
import dev.vireo.container.tool.HostReading;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks many hosts at once what they have, before it is decided which of them gets what. */
final class Survey {

  private final Reached reached;

  Survey(Reached reached) {
    this.reached = reached;
  }

  /**
   * What a host has.
   *
   * @param reading empty where it could not be read
   * @param unusable why no container can be made on it; empty: one can
   */
  record Surveyed(Host host, Optional<HostReading> reading, Optional<String> unusable) {

    boolean usable() {
      return unusable.isEmpty();
    }
  }

  /** Asks all of them; the template is one that they must have. */
  List<Surveyed> of(List<Host> hosts, String template) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Surveyed>> asked = new ArrayList<>();
      for (Host host : hosts) {
        asked.add(threads.submit(() -> one(host, template)));
      }
      List<Surveyed> all = new ArrayList<>();
      for (Future<Surveyed> each : asked) {
        try {
          all.add(each.get());
        } catch (ExecutionException e) {
          throw new IllegalStateException("a host could not be surveyed", e.getCause());
        }
      }
      return all;
    }
  }

  private Surveyed one(Host host, String template) throws InterruptedException {
    try {
      ContainerHost at = reached.reach(host);
      HostReading reading = at.read();
      return new Surveyed(host, Optional.of(reading), at.lacks(template));
    } catch (UnreachableException
        | ScriptBrokenException
        | NoContainersException
        | ContainerHost.UnreadHost e) {
      return new Surveyed(host, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }
}
