package dev.vireo.bus.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.live.LiveReader;
import dev.vireo.bus.ramcloud.Ramcloud;
import dev.vireo.bus.service.query.Shown;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers queries from RAMCloud, and from PostgreSQL where RAMCloud does not answer or shows less:
 * its view is behind, is being made anew, or is changed just now.
 */
@ApplicationScoped
public class LiveQueries {

  private static final Logger LOG = LoggerFactory.getLogger(LiveQueries.class);

  private final LiveReader reader;
  private final RamcloudWatch ramcloud;
  private final ViewWatch views;

  LiveQueries(ServiceDomain service, Ramcloud client, RamcloudWatch ramcloud, ViewWatch views) {
    this.reader = new LiveReader(client.client(), service.domain());
    this.ramcloud = ramcloud;
    this.views = views;
  }

  /**
   * Items of these hosts, of all where it is empty; by host, at most so many.
   *
   * @param postgres the same from PostgreSQL
   */
  public <T> Uni<Shown<T>> items(
      Optional<? extends Collection<String>> hosts,
      int atMost,
      Class<T> type,
      Supplier<Uni<List<T>>> postgres) {
    Map<Integer, Long> known = new HashMap<>();
    views.positions().forEach((partition, next) -> known.put(partition.partition(), next));
    if (!ramcloud.answers() || known.isEmpty()) {
      return fromPostgres(postgres);
    }
    Context caller = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(() -> reader.items(known, hosts, atMost).toCompletionStage())
        .onFailure()
        .recoverWithItem(
            e -> {
              LOG.debug("the live view gives no answer: {}", e.getMessage());
              return Optional.empty();
            })
        // PostgreSQL can be asked on the context of the question alone.
        .emitOn(
            then -> {
              if (caller == null) {
                then.run();
              } else {
                caller.runOnContext(here -> then.run());
              }
            })
        .chain(
            found ->
                found
                    .map(items -> Uni.createFrom().item(new Shown<>(read(items, type), true)))
                    .orElseGet(() -> fromPostgres(postgres)));
  }

  private static <T> Uni<Shown<T>> fromPostgres(Supplier<Uni<List<T>>> postgres) {
    return postgres.get().map(items -> new Shown<>(items, false));
  }

  private static <T> List<T> read(List<String> items, Class<T> type) {
    return items.stream().map(json -> one(json, type)).toList();
  }

  private static <T> T one(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a live view holds what this version cannot read; rebuild the projections. It is: "
              + json,
          e);
    }
  }
}
