package dev.vireo.bus.ramcloud;

import dev.vireo.bus.kit.BusUnavailable;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RAMCloud as virtual threads ask it, which may wait for the answer.
 *
 * <p>Whatever is no answer (nobody listens, a time-out, an error such as {@code TRYAGAIN} or {@code
 * UNKNOWN}) is {@link BusUnavailable}. Whether a write was done is then not known.
 */
public final class Ramcloud {

  /** Longer than the 5 s within which a master says what became of a write. */
  static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Logger LOG = LoggerFactory.getLogger(Ramcloud.class);

  private final Redis client;
  private final Duration patience;

  /** The client, for whoever may not wait. */
  public Redis client() {
    return client;
  }

  /** RAMCloud at the masters that {@code client} was told of. */
  public Ramcloud(Redis client) {
    this(client, PATIENCE);
  }

  Ramcloud(Redis client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  /** This, only that an answer is waited for so long at most. */
  public Ramcloud within(Duration atMost) {
    return new Ramcloud(client, atMost);
  }

  /**
   * The answer to one command; null where it is a null.
   *
   * @param doing what is done, for the error
   */
  public @Nullable Response ask(String doing, Request request) {
    return answer(doing, client.send(request));
  }

  /** What is asked one after another on one connection. */
  public interface Dialogue<T> {
    T with(Asking connection);
  }

  /** One connection. */
  public interface Asking {

    /** The answer to one command. */
    @Nullable Response ask(Request request);

    /** The answers to commands that are sent together, of keys in one slot. */
    List<Response> all(List<Request> requests);
  }

  /**
   * Asks one command after another on one connection, each when the one before was answered: the
   * client repeats by itself what was refused for a moment, and would otherwise change the order.
   */
  public <T> T converse(String doing, Dialogue<T> dialogue) {
    RedisConnection connection = answer(doing, client.connect());
    if (connection == null) {
      throw new BusUnavailable(doing, null);
    }
    boolean clean = false;
    try {
      T result = dialogue.with(new Connected(doing, connection));
      clean = true;
      return result;
    } finally {
      if (!clean) {
        // It may stand in the middle of a transaction: nobody may be given it again. What was sent
        // before this is done before it, what is sent after it never.
        observe(connection.send(Request.cmd(Command.QUIT)));
      }
      observe(connection.close());
    }
  }

  private final class Connected implements Asking {

    private final String doing;
    private final RedisConnection connection;

    Connected(String doing, RedisConnection connection) {
      this.doing = doing;
      this.connection = connection;
    }

    @Override
    public @Nullable Response ask(Request request) {
      return answer(doing, connection.send(request));
    }

    @Override
    public List<Response> all(List<Request> requests) {
      List<Response> answers = answer(doing, connection.batch(requests));
      return answers == null ? List.of() : answers;
    }
  }

  private static void observe(Future<?> unimportant) {
    unimportant.onFailure(e -> LOG.debug("ending a connection to RAMCloud: {}", e.toString()));
  }

  private <T> @Nullable T answer(String doing, Future<T> asked) {
    try {
      return asked
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new BusUnavailable(doing, e.getCause());
    } catch (TimeoutException e) {
      throw new BusUnavailable(
          doing, new TimeoutException("no answer within " + patience.toMillis() + " ms"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusUnavailable(doing, e);
    }
  }
}
