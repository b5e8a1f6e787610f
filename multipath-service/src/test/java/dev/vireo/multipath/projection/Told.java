package dev.vireo.multipath.projection;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.service.ViewPositions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Puts events on the real bus and waits until the service shows them. */
@ApplicationScoped
public class Told {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Publisher publisher;
  private final ViewPositions positions;
  private final HostDirectory directory;

  Told(Publisher publisher, ViewPositions positions, HostDirectory directory) {
    this.publisher = publisher;
    this.positions = positions;
    this.directory = directory;
  }

  /** Said and shown. */
  public void of(List<Envelope<? extends Event>> events) throws InterruptedException {
    say(events);
    shown();
  }

  /** Waits until all that was said is shown. */
  void shown() throws InterruptedException {
    positions.catchUp(PATIENCE);
    directory.catchUp(PATIENCE);
  }

  /** Said, in this order for each key; whether it is shown yet is not known. */
  void say(List<Envelope<? extends Event>> events) throws InterruptedException {
    awaitTopics();
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    events.forEach(e -> sent.add(publisher.send(e)));
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
  }

  /** A topic that is just being made has partitions without a leader for a moment. */
  private void awaitTopics() throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!topicsThere()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("the service has made no topics in " + PATIENCE);
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private boolean topicsThere() throws InterruptedException {
    try {
      return !positions.ends().isEmpty() && directory.ready();
    } catch (BusUnavailable e) {
      return false;
    }
  }
}
