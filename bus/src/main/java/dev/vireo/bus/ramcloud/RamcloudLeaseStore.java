package dev.vireo.bus.ramcloud;

import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.LeaseStore;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leases as keys of RAMCloud that end by themselves. Those of one host lie together, and all
 * services see the same.
 *
 * <p>A key's value is the holder's name and a token of this one lease. Nobody changes a key but by
 * its token: it is taken only where there is none, made to last only where it turns out to be one's
 * own, and removed only under WATCH.
 *
 * <p>The key ends by the wall clock of whichever master has it, and another master may have it
 * later. So it is written to last a tenth longer than its holder counts on: clocks of masters may
 * differ by as much.
 */
public final class RamcloudLeaseStore implements LeaseStore {

  private final Ramcloud ramcloud;

  /**
   * Tokens of which nobody knows whether they were written, with when they were sent. Nobody holds
   * such a lease; who meets one that was written takes it over, instead of waiting for its end.
   */
  private final Map<String, Long> doubtful = new ConcurrentHashMap<>();

  /** Leases in the durable table. */
  public RamcloudLeaseStore(Ramcloud ramcloud) {
    this.ramcloud = ramcloud;
  }

  @Override
  public Optional<Entry> take(String resource, String holder, Duration term) {
    forgetOld(term);
    String doing = "taking the lease of " + resource;
    String token = holder + " " + UUID.randomUUID();
    Response present;
    try {
      present =
          ramcloud.ask(
              doing,
              Request.cmd(Command.SET)
                  .arg(key(resource))
                  .arg(token)
                  .arg("NX")
                  .arg("GET")
                  .arg("PX")
                  .arg(written(term)));
    } catch (BusUnavailable e) {
      doubtful.put(token, System.nanoTime());
      throw e;
    }
    return present == null
        ? Optional.of(fenced(doing, resource, token))
        : takeOver(doing, resource, present.toString(), term);
  }

  /** What is there is one's own if it was sent by this process, which never heard of it again. */
  private Optional<Entry> takeOver(String doing, String resource, String there, Duration term) {
    Long sent = doubtful.remove(there);
    if (sent == null) {
      return Optional.empty();
    }
    try {
      return renew(doing, resource, there, term)
          ? Optional.of(fenced(doing, resource, there))
          : Optional.empty();
    } catch (BusUnavailable e) {
      doubtful.put(there, sent);
      throw e;
    }
  }

  /**
   * Asked for when the key is one's own. Whoever is answered before the key ends has a number that
   * is higher than that of each holder before, and lower than of each after.
   */
  private Entry fenced(String doing, String resource, String token) {
    try {
      Response fence =
          ramcloud.ask(
              doing, Request.cmd(Command.INCR).arg("vireo:lease-fence:{" + host(resource) + "}"));
      if (fence == null) {
        throw new BusUnavailable(doing, null);
      }
      return new Key(resource, token, fence.toLong());
    } catch (BusUnavailable e) {
      doubtful.put(token, System.nanoTime());
      throw e;
    }
  }

  /** A key that has ended since it was in doubt is in doubt no more. */
  private void forgetOld(Duration term) {
    long now = System.nanoTime();
    long ended = Ramcloud.PATIENCE.plus(term.multipliedBy(2)).toNanos();
    doubtful.values().removeIf(sent -> now - sent > ended);
  }

  private boolean renew(String doing, String resource, String token, Duration term) {
    // Another's key is made to last longer by this, which harms nobody: its holder counts for
    // itself.
    Response there =
        ramcloud.ask(
            doing, Request.cmd(Command.GETEX).arg(key(resource)).arg("PX").arg(written(term)));
    return there != null && there.toString().equals(token);
  }

  private static long written(Duration term) {
    return term.plus(term.dividedBy(10)).toMillis();
  }

  static String key(String resource) {
    String host = host(resource);
    return "vireo:lease:{" + host + "}" + resource.substring(host.length());
  }

  private static String host(String resource) {
    int slash = resource.indexOf('/');
    return slash < 0 ? resource : resource.substring(0, slash);
  }

  private final class Key implements Entry {

    private final String resource;
    private final String token;
    private final long fence;

    Key(String resource, String token, long fence) {
      this.resource = resource;
      this.token = token;
      this.fence = fence;
    }

    @Override
    public long fence() {
      return fence;
    }

    @Override
    public boolean renew(Duration term) {
      return RamcloudLeaseStore.this.renew(
          "renewing the lease of " + resource, resource, token, term);
    }

    /** Also where this thread was interrupted: others wait for it. */
    @Override
    public void giveBack() {
      boolean interrupted = Thread.interrupted();
      try {
        var unused = ramcloud.converse("giving back the lease of " + resource, this::remove);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    /** Whether it was there to be removed. */
    private boolean remove(Ramcloud.Asking connection) {
      connection.ask(Request.cmd(Command.WATCH).arg(key(resource)));
      Response there = connection.ask(Request.cmd(Command.GET).arg(key(resource)));
      if (there == null || !there.toString().equals(token)) {
        connection.ask(Request.cmd(Command.UNWATCH));
        return false;
      }
      connection.ask(Request.cmd(Command.MULTI));
      connection.ask(Request.cmd(Command.DEL).arg(key(resource)));
      // Nothing is done, and nothing is to do, where the key has changed since.
      return connection.ask(Request.cmd(Command.EXEC)) != null;
    }
  }
}
