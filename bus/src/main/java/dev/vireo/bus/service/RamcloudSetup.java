package dev.vireo.bus.service;

import dev.vireo.bus.ramcloud.Refusal;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * How the client of RAMCloud is set up. The client tells of a TLS connection that fails that it
 * failed, and not why: that is found out here, by making one as it does.
 */
@ApplicationScoped
class RamcloudSetup implements RedisOptionsCustomizer {

  private volatile NetClientOptions connection = new NetClientOptions();
  private volatile List<URI> masters = List.of();

  /** Changes nothing. */
  @Override
  public void customize(String client, RedisOptions options) {
    connection = new NetClientOptions(options.getNetClientOptions());
    masters = options.getEndpoints().stream().map(URI::create).toList();
  }

  /** The masters that the client was told of, without what is secret in their URLs. */
  String where() {
    return masters.stream()
        .map(m -> m.getScheme() + "://" + m.getHost() + ":" + m.getPort())
        .collect(Collectors.joining(","));
  }

  /**
   * Why masters let nobody in by TLS, as far as one says so within this time.
   *
   * @param vertx which connects; not there yet when this is made
   * @param patience for each of them
   */
  Optional<Refusal> refusalByTls(Vertx vertx, Duration patience) throws InterruptedException {
    if (!connection.isSsl()) {
      return Optional.empty();
    }
    NetClient client = vertx.createNetClient(connection);
    try {
      for (URI master : masters) {
        Optional<Refusal> refusal = refusalBy(client, master, patience);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
      return Optional.empty();
    } finally {
      var unused = client.close();
    }
  }

  private static Optional<Refusal> refusalBy(NetClient client, URI master, Duration patience)
      throws InterruptedException {
    try {
      client
          .connect(master.getPort(), master.getHost())
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Refusal.ofTls(e.getCause());
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }
}
