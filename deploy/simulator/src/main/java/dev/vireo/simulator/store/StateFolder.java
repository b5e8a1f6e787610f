package dev.vireo.simulator.store;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.vireo.simulator.Json;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.HostState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder with a file for each host that was changed. A thread writes them shortly after a change,
 * so that many changes cost one write; {@link #close} writes what is left.
 */
public final class StateFolder implements AutoCloseable {
  /**
   * What a power cut may lose of what hosts were told last. Long, for to write a fleet down costs
   * about as much as to have each of its hosts list its paths.
   */
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final Set<EsxHost> changed = new LinkedHashSet<>();
  private final Path folder;
  private final Thread writer;
  private boolean closing;

  public StateFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("hosts"));
    this.writer = Thread.ofVirtual().name("state").start(this::write);
  }

  public Path keys() {
    return folder.resolve("keys");
  }

  public Path passwordFile() {
    return folder.resolve("password");
  }

  public Path certificate() {
    return folder.resolve("vcenter.p12");
  }

  /** The file systems of hosts of containers. */
  public Path containerHosts() {
    return folder.resolve("container-hosts");
  }

  /** The datastores of ESX hosts. */
  public Path datastores() {
    return folder.resolve("datastores");
  }

  private Path file(String host) {
    return folder.resolve("hosts").resolve(host + ".json");
  }

  /** The host as it was left; empty if it was never changed. */
  public Optional<HostState> load(String host) throws IOException {
    Path file = file(host);
    return Files.exists(file)
        ? Optional.of(Json.mapper().readValue(file.toFile(), HostState.class))
        : Optional.empty();
  }

  /** The ports that hosts listened on, by name. */
  public Map<String, Integer> ports() throws IOException {
    Path file = folder.resolve("ports.json");
    return Files.exists(file)
        ? Json.mapper().readValue(file.toFile(), new TypeReference<Map<String, Integer>>() {})
        : new HashMap<>();
  }

  public void savePorts(Map<String, Integer> ports) throws IOException {
    Json.writeAtomically(folder.resolve("ports.json"), ports);
  }

  /** The host's file is to be written. */
  public void changed(EsxHost host) {
    lock.lock();
    try {
      changed.add(host);
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    while (true) {
      Set<EsxHost> due;
      lock.lock();
      try {
        while (changed.isEmpty() && !closing) {
          wake.awaitUninterruptibly();
        }
        if (changed.isEmpty()) {
          return;
        }
        settle();
        due = new LinkedHashSet<>(changed);
        changed.clear();
      } finally {
        lock.unlock();
      }
      for (EsxHost host : due) {
        try {
          Json.writeAtomically(file(host.name()), host.state());
        } catch (IOException e) {
          throw new UncheckedIOException("state of " + host.name() + " can't be written", e);
        }
      }
    }
  }

  /**
   * Lets more changes come, so that a script that changes a host's every device costs few writes.
   */
  private void settle() {
    long left = SETTLE.toNanos();
    while (left > 0 && !closing) {
      try {
        left = wake.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
