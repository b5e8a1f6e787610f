package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.command.Session;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The connections there are, at most so many. */
final class Connections implements ServerState.Clients {
  private final ConcurrentSkipListMap<Long, Session> byId = new ConcurrentSkipListMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong ids = new AtomicLong();
  private final int most;

  Connections(int most) {
    this.most = most;
  }

  /** Takes a place; false where none is left. */
  boolean enter() {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    count.decrementAndGet();
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  void add(Session session) {
    byId.put(session.id(), session);
  }

  void remove(Session session) {
    byId.remove(session.id());
  }

  @Override
  public Collection<Session> all() {
    return byId.values();
  }
}
