package dev.vireo.bus.live;

import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.ramcloud.Ramcloud;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a domain's live view. Events and the position they lead to are one transaction, made under
 * WATCH of the position: each event is applied exactly once, until the view is cleared, and who no
 * longer has the partition changes nothing.
 *
 * <p>Each method throws {@link BusUnavailable} while RAMCloud does not answer.
 */
public final class LiveStore {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStore.class);

  /** At which nothing more is added to a transaction: RAMCloud's log takes 4 MiB for one. */
  private static final long ENOUGH_BYTES = 1 << 20;

  /** What RAMCloud takes for one object, less room for its key. */
  private static final int LARGEST_ITEM = (1 << 20) - 4_096;

  /** Keys that are looked up or removed by one command. */
  private static final int KEYS = 500;

  /** Commands that are sent together: the client lets no more than 2,048 wait for an answer. */
  private static final int COMMANDS = 1_000;

  /** A position that asks whoever has the partition to drop its view and begin anew. */
  private static final long CLEAR = -1;

  private final Ramcloud ramcloud;
  private final Domain domain;
  private final LiveView view;

  /** The view of a domain. */
  public LiveStore(Ramcloud ramcloud, Domain domain, LiveView view) {
    this.ramcloud = ramcloud;
    this.domain = domain;
    this.view = view;
  }

  /**
   * A record of the partition.
   *
   * @param offset its place
   * @param event what it says; empty where that is nothing to the view
   */
  public record Told(long offset, Optional<Envelope<? extends Event>> event) {}

  /**
   * The offset of the next event that the view is to be told. Where it was asked to be cleared it
   * is, before this returns.
   */
  public long position(int partition) {
    LiveKeys keys = LiveKeys.of(domain, partition);
    long next = stands(partition);
    if (next == CLEAR) {
      clear(partition, keys);
      return 0;
    }
    return next;
  }

  /** The offset of the next event that the view is to be told; -1 where it is to be cleared. */
  public long stands(int partition) {
    return number(ramcloud.ask(doing(partition), get(LiveKeys.of(domain, partition).next())));
  }

  /** Asks that the view of the partition be dropped and made anew. */
  public void askToClear(int partition) {
    LiveKeys keys = LiveKeys.of(domain, partition);
    var unused =
        ramcloud.ask(doing(partition), Request.cmd(Command.SET).arg(keys.next()).arg(CLEAR));
  }

  /**
   * Applies records, or the first of them where they are much.
   *
   * @param from the position that they were read from
   * @return the position now; not that of any of them if the view stood elsewhere, and then nothing
   *     was applied
   */
  public long apply(int partition, long from, List<Told> records) {
    LiveKeys keys = LiveKeys.of(domain, partition);
    return ramcloud.converse(
        doing(partition),
        connection -> {
          connection.ask(Request.cmd(Command.WATCH).arg(keys.next()));
          long stands = number(connection.ask(get(keys.next())));
          if (stands != from) {
            connection.ask(Request.cmd(Command.UNWATCH));
            return Math.max(stands, 0);
          }
          Map<String, String> present = lookUp(connection, keysOf(keys, records));
          present.putAll(lookUp(connection, itemsOf(keys, records, present)));
          Shelves shelves = new Shelves(keys, present);
          long next = from;
          for (Told record : records) {
            if (shelves.bytes() >= ENOUGH_BYTES) {
              break;
            }
            record.event().ifPresent(e -> apply(shelves.of(e.data().about()), e));
            next = record.offset() + 1;
          }
          return write(connection, keys, shelves.changes(), next) ? next : from;
        });
  }

  private void apply(Shelf shelf, Envelope<? extends Event> event) {
    try {
      view.apply(shelf, event);
    } catch (RuntimeException e) {
      LOG.error("event {} of {} is passed over by the live view", event.id(), event.type(), e);
    }
  }

  private List<String> keysOf(LiveKeys keys, List<Told> records) {
    Set<String> all = new LinkedHashSet<>();
    for (Told record : records) {
      record
          .event()
          .ifPresent(
              e -> {
                String host = e.data().about();
                all.add(keys.hosts());
                all.add(keys.host(host));
                view.looksAt(e.data()).forEach(id -> all.add(keys.item(host, id)));
              });
    }
    return List.copyOf(all);
  }

  /** All items of the hosts that are looked at as a whole. */
  private List<String> itemsOf(LiveKeys keys, List<Told> records, Map<String, String> present) {
    Set<String> all = new LinkedHashSet<>();
    for (Told record : records) {
      record
          .event()
          .filter(e -> view.looksAtAll(e.data()))
          .ifPresent(
              e -> {
                String host = e.data().about();
                String entry = present.get(keys.host(host));
                if (entry != null) {
                  ShelfEntry.read(entry).items().forEach(id -> all.add(keys.item(host, id)));
                }
              });
    }
    all.removeAll(present.keySet());
    return List.copyOf(all);
  }

  private static Map<String, String> lookUp(Ramcloud.Asking connection, List<String> keys) {
    Map<String, String> present = new HashMap<>();
    for (int from = 0; from < keys.size(); from += KEYS) {
      List<String> some = keys.subList(from, Math.min(from + KEYS, keys.size()));
      Request get = Request.cmd(Command.MGET);
      some.forEach(get::arg);
      Response found = connection.ask(get);
      for (int i = 0; found != null && i < some.size(); i++) {
        Response each = found.get(i);
        if (each != null) {
          present.put(some.get(i), each.toString());
        }
      }
    }
    return present;
  }

  /**
   * In one transaction, unless it is too much for one: then items go before, and what names them,
   * with the position, at the end.
   *
   * @return false if the position was moved by somebody else meanwhile
   */
  private boolean write(
      Ramcloud.Asking connection, LiveKeys keys, Map<String, Optional<String>> changes, long next) {
    List<Request> portion = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
      String text = change.getValue().orElse("");
      if (tooLarge(text)) {
        // It is named and not there, so that whoever reads the host asks the other view.
        LOG.error("{} is {} characters, too much for RAMCloud", change.getKey(), text.length());
        text = "";
      }
      if (bytes > ENOUGH_BYTES || portion.size() >= COMMANDS) {
        connection.all(portion);
        portion.clear();
        bytes = 0;
      }
      portion.add(
          text.isEmpty()
              ? Request.cmd(Command.DEL).arg(change.getKey())
              : Request.cmd(Command.SET).arg(change.getKey()).arg(text));
      bytes += text.length();
    }
    portion.addFirst(Request.cmd(Command.MULTI));
    portion.add(Request.cmd(Command.SET).arg(keys.next()).arg(next));
    portion.add(Request.cmd(Command.EXEC));
    return done(connection.all(portion).getLast(), keys);
  }

  private static boolean tooLarge(String text) {
    return text.length() > LARGEST_ITEM / 3
        && text.getBytes(StandardCharsets.UTF_8).length > LARGEST_ITEM;
  }

  /** A command in a transaction may fail while the others are done, as where memory is full. */
  private static boolean done(@Nullable Response executed, LiveKeys keys) {
    if (executed == null) {
      return false;
    }
    for (Response each : executed) {
      if (each != null && each.type() == ResponseType.ERROR) {
        throw new BusUnavailable(
            "writing " + keys.prefix(), new IllegalStateException(each.toString()));
      }
    }
    return true;
  }

  /** Drops what there is, and at last says so; in between it may be begun anew. */
  private void clear(int partition, LiveKeys keys) {
    LOG.info("the live view of {} partition {} is made anew", domain.word(), partition);
    boolean cleared =
        ramcloud.converse(
            doing(partition),
            connection -> {
              String hosts = lookUp(connection, List.of(keys.hosts())).get(keys.hosts());
              for (String host : hosts == null ? List.<String>of() : ShelfEntry.texts(hosts)) {
                String entry = lookUp(connection, List.of(keys.host(host))).get(keys.host(host));
                List<String> gone = new ArrayList<>();
                if (entry != null) {
                  ShelfEntry.read(entry).items().forEach(id -> gone.add(keys.item(host, id)));
                }
                gone.add(keys.host(host));
                remove(connection, gone);
              }
              remove(connection, List.of(keys.hosts(), keys.next()));
              return true;
            });
    LOG.debug("cleared: {}", cleared);
  }

  private static void remove(Ramcloud.Asking connection, List<String> keys) {
    for (int from = 0; from < keys.size(); from += KEYS) {
      Request delete = Request.cmd(Command.DEL);
      keys.subList(from, Math.min(from + KEYS, keys.size())).forEach(delete::arg);
      connection.ask(delete);
    }
  }

  private static Request get(String key) {
    return Request.cmd(Command.GET).arg(key);
  }

  private static long number(@Nullable Response found) {
    return found == null ? 0 : Long.parseLong(found.toString());
  }

  private String doing(int partition) {
    return "the live view of " + domain.word() + " partition " + partition;
  }
}
