package dev.vireo.multipath.projection;

import dev.vireo.bus.service.query.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hosts' storage, standards and departures for command handlers, on virtual threads. It shows what
 * the views have read: who must see all that was said before first waits by {@link
 * dev.vireo.bus.service.ViewPositions#catchUp}.
 *
 * <p>Each method throws {@link dev.vireo.bus.kit.BusUnavailable} where the database does not
 * answer.
 */
@ApplicationScoped
public class HostViewStore {

  private final StorageQueries storage;
  private final StandardQueries standards;

  HostViewStore(StorageQueries storage, StandardQueries standards) {
    this.storage = storage;
    this.standards = standards;
  }

  /** All that is known of the host's storage; empty if it was never scanned. */
  public Optional<HostReading> lastReading(String host) {
    return Blocking.answer("reading the storage of " + host, () -> storage.reading(host));
  }

  /** When the host was read last; empty if it was never scanned. */
  public Optional<Instant> lastRead(String host) {
    return Blocking.answer("asking when " + host + " was read", () -> storage.lastRead(host));
  }

  /** The standards that hold, by their ids. */
  public List<StandardView> standards() {
    return Blocking.answer("reading standards", () -> standards.standards(Integer.MAX_VALUE));
  }

  /** The host's departures from standards that go on, by device and standard. */
  public List<DriftView> drifts(String host) {
    return Blocking.answer(
        "reading departures of " + host,
        () -> standards.drifts(Optional.of(host), Integer.MAX_VALUE));
  }
}
