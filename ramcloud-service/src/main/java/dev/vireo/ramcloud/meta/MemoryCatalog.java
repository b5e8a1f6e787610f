package dev.vireo.ramcloud.meta;

import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The catalog of a server that is alone and keeps nothing: for tests and benchmarks. It answers
 * within the call.
 */
public final class MemoryCatalog implements Catalog {

  private final Map<Long, Long> leases = new HashMap<>();
  private final Consumer<Tables> changed;
  private final LongSupplier millis;
  private Tables tables;
  private long nextClient = 1;

  /**
   * A catalog that begins with these tables.
   *
   * @param changed is told of other ones, on the thread that changed them
   * @param millis the time, since 1970
   */
  public MemoryCatalog(Tables tables, Consumer<Tables> changed, LongSupplier millis) {
    this.tables = tables;
    this.changed = changed;
    this.millis = millis;
  }

  @Override
  public synchronized Tables tables() {
    return tables;
  }

  @Override
  public boolean current() {
    return true;
  }

  @Override
  public void create(String name, Durability durability, Answer<Table> answer) {
    become(tables().create(name, Durability.MEMORY));
    answer.done(tables().named(name).orElseThrow());
  }

  @Override
  public void drop(String name, Answer<Optional<Table>> answer) {
    Optional<Table> dropped = tables().named(name);
    become(tables().drop(name));
    answer.done(dropped);
  }

  @Override
  public void index(String name, int number, boolean wanted, Answer<Optional<Table>> answer) {
    Optional<Table> found = tables().named(name);
    found.ifPresent(
        table ->
            become(tables().with(wanted ? table.withIndex(number) : table.withoutIndex(number))));
    answer.done(tables().named(name));
  }

  private void become(Tables next) {
    synchronized (this) {
      tables = next;
    }
    changed.accept(next);
  }

  @Override
  public void lease(Answer<Long> answer) {
    long client;
    synchronized (this) {
      client = nextClient++;
      leases.put(client, millis.getAsLong() + Leases.TERM.toMillis());
    }
    answer.done(client);
  }

  @Override
  public synchronized boolean holds(long client) {
    long now = millis.getAsLong();
    if (leases.getOrDefault(client, 0L) <= now) {
      return false;
    }
    leases.put(client, now + Leases.TERM.toMillis());
    return true;
  }

  @Override
  public synchronized OptionalLong leaseEnd(long client) {
    Long end = leases.get(client);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }
}
