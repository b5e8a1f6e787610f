package dev.vireo.bus.live;

import dev.vireo.bus.Domain;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a domain's live view: first how far it is and which hosts it has, then their entries, then
 * items, each for all partitions at once.
 */
public final class LiveReader {

  private static final int KEYS = 500;
  private static final long PATIENCE_MILLIS = 2_000;

  private final Redis client;
  private final Domain domain;

  /** The view of a domain. */
  public LiveReader(Redis client, Domain domain) {
    this.client = client;
    this.domain = domain;
  }

  /**
   * Items as JSON, by host and in the order of each host.
   *
   * @param atLeast of each partition the offset that the view must have come to
   * @param hosts those whose items are asked for; empty: all
   * @return empty where the view does not show all that, at this moment
   */
  public Future<Optional<List<String>>> items(
      Map<Integer, Long> atLeast, Optional<? extends Collection<String>> hosts, int atMost) {
    return directory(atLeast)
        .compose(
            directory ->
                directory
                    .map(found -> items(chosen(found, hosts), atMost))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Which partition has which host; empty where the view is behind. */
  private Future<Optional<SortedMap<String, LiveKeys>>> directory(Map<Integer, Long> atLeast) {
    List<Future<Map<String, String>>> asked = new ArrayList<>();
    List<Integer> partitions = List.copyOf(atLeast.keySet());
    for (int partition : partitions) {
      LiveKeys keys = LiveKeys.of(domain, partition);
      asked.add(some(List.of(keys.next(), keys.hosts())));
    }
    return Future.all(asked)
        .map(
            all -> {
              SortedMap<String, LiveKeys> directory = new TreeMap<>();
              for (int i = 0; i < partitions.size(); i++) {
                LiveKeys keys = LiveKeys.of(domain, partitions.get(i));
                Map<String, String> found = asked.get(i).result();
                long next = Long.parseLong(found.getOrDefault(keys.next(), "0"));
                if (next < atLeast.getOrDefault(partitions.get(i), 0L)) {
                  return Optional.empty();
                }
                for (String host : ShelfEntry.texts(found.getOrDefault(keys.hosts(), "[]"))) {
                  // After partitions were added its events may lie in two: what is left in the
                  // former is no longer told of.
                  if (directory.put(host, keys) != null) {
                    return Optional.empty();
                  }
                }
              }
              return Optional.of(directory);
            });
  }

  private static SortedMap<String, LiveKeys> chosen(
      SortedMap<String, LiveKeys> all, Optional<? extends Collection<String>> hosts) {
    if (hosts.isEmpty()) {
      return all;
    }
    Set<String> wanted = new HashSet<>(hosts.get());
    SortedMap<String, LiveKeys> chosen = new TreeMap<>(all);
    chosen.keySet().retainAll(wanted);
    return chosen;
  }

  private Future<Optional<List<String>>> items(SortedMap<String, LiveKeys> hosts, int atMost) {
    Map<LiveKeys, List<String>> entries = new HashMap<>();
    hosts.forEach(
        (host, keys) -> entries.computeIfAbsent(keys, k -> new ArrayList<>()).add(keys.host(host)));
    return all(entries)
        .compose(
            found -> {
              List<String> inOrder = new ArrayList<>();
              Map<LiveKeys, List<String>> items = new HashMap<>();
              for (Map.Entry<String, LiveKeys> host : hosts.entrySet()) {
                LiveKeys keys = host.getValue();
                String entry = found.get(keys.host(host.getKey()));
                for (String id :
                    entry == null ? List.<String>of() : ShelfEntry.read(entry).items()) {
                  if (inOrder.size() < atMost) {
                    String key = keys.item(host.getKey(), id);
                    inOrder.add(key);
                    items.computeIfAbsent(keys, k -> new ArrayList<>()).add(key);
                  }
                }
              }
              return all(items).map(texts -> inOrder(inOrder, texts));
            });
  }

  /** Empty where an item is named and not there: it is being changed, or too large. */
  private static Optional<List<String>> inOrder(List<String> keys, Map<String, String> texts) {
    List<String> all = new ArrayList<>(keys.size());
    for (String key : keys) {
      String text = texts.get(key);
      if (text == null) {
        return Optional.empty();
      }
      all.add(text);
    }
    return Optional.of(all);
  }

  private Future<Map<String, String>> all(Map<LiveKeys, List<String>> keys) {
    List<Future<Map<String, String>>> asked = new ArrayList<>();
    keys.values()
        .forEach(
            ofOne -> {
              for (int from = 0; from < ofOne.size(); from += KEYS) {
                asked.add(some(ofOne.subList(from, Math.min(from + KEYS, ofOne.size()))));
              }
            });
    if (asked.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return Future.all(asked)
        .map(
            done -> {
              Map<String, String> texts = new HashMap<>();
              asked.forEach(each -> texts.putAll(each.result()));
              return texts;
            });
  }

  /** Texts of keys of one partition; those that are not there are not in it. */
  private Future<Map<String, String>> some(List<String> keys) {
    Request get = Request.cmd(Command.MGET);
    keys.forEach(get::arg);
    return client
        .send(get)
        .map(
            (@Nullable Response found) -> {
              Map<String, String> texts = new HashMap<>();
              for (int i = 0; found != null && i < keys.size(); i++) {
                Response text = found.get(i);
                if (text != null) {
                  texts.put(keys.get(i), text.toString());
                }
              }
              return texts;
            });
  }
}
