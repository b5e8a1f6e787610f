package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.command.ClusterView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests while their slot is between two masters. */
class ChangingOwnerTest {

  private static final ClusterView.Route BETWEEN = new ClusterView.Route.TryAgain();

  /** A cluster in which the test says who has all slots. */
  private static final class Slots implements ClusterView {
    private volatile Route route = HERE;

    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public Route route(int slot) {
      return route;
    }

    @Override
    public List<Node> nodes() {
      return List.of();
    }

    @Override
    public long epoch() {
      return 1;
    }
  }

  private final Slots slots = new Slots();
  private RespServer server;

  @BeforeEach
  void start() {
    server = RespServer.start(ServerOptions.local(0), MemoryOnly.parts(256L << 20), slots);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void they_wait_and_are_sent_on_when_another_has_it() throws Exception {
    try (RespSocket client = new RespSocket(server.port())) {
      slots.route = BETWEEN;
      CompletableFuture<String> reply = ask(client, "SET", "key", "1");
      assertThat(unansweredFor(reply, 200)).isTrue();
      slots.route = new ClusterView.Route.Moved("127.0.0.1", 7);
      assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo("-MOVED 12539 127.0.0.1:7\r\n");
    }
  }

  @Test
  void they_wait_and_are_done_once_when_it_comes_here_and_those_behind_them_follow()
      throws Exception {
    try (RespSocket client = new RespSocket(server.port());
        RespSocket other = new RespSocket(server.port())) {
      slots.route = BETWEEN;
      for (int i = 0; i < 2_000; i++) {
        client.send("INCR", "key");
      }
      client.send("PING");
      assertThat(other.ask("PING")).isEqualTo("+PONG\r\n");
      slots.route = ClusterView.HERE;
      for (int i = 1; i <= 2_000; i++) {
        assertThat(client.reply()).isEqualTo(":" + i + "\r\n");
      }
      assertThat(client.reply()).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void they_are_refused_when_it_takes_too_long_and_the_connection_goes_on() throws Exception {
    try (RespSocket client = new RespSocket(server.port())) {
      slots.route = BETWEEN;
      assertThat(client.ask("GET", "key")).startsWith("-TRYAGAIN ");
      slots.route = ClusterView.HERE;
      assertThat(client.ask("GET", "key")).isEqualTo("$-1\r\n");
    }
  }

  @Test
  void a_transaction_is_not_aborted_by_them() throws Exception {
    try (RespSocket client = new RespSocket(server.port())) {
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      slots.route = BETWEEN;
      CompletableFuture<String> queued = ask(client, "INCR", "key");
      assertThat(unansweredFor(queued, 100)).isTrue();
      slots.route = ClusterView.HERE;
      assertThat(queued.get(10, TimeUnit.SECONDS)).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*1\r\n:1\r\n");
    }
  }

  @Test
  void a_reply_that_is_not_wanted_is_not_sent_after_waiting() throws Exception {
    try (RespSocket client = new RespSocket(server.port())) {
      client.send("CLIENT", "REPLY", "SKIP");
      slots.route = BETWEEN;
      client.send("SET", "key", "1");
      CompletableFuture<String> reply = ask(client, "GET", "key");
      assertThat(unansweredFor(reply, 100)).isTrue();
      slots.route = ClusterView.HERE;
      assertThat(reply.get(10, TimeUnit.SECONDS)).isEqualTo("$1\r\n1\r\n");
    }
  }

  private static CompletableFuture<String> ask(RespSocket client, String... words) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.ask(words);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Whether no answer is there after so long; that it comes later is for the test to say. */
  private static boolean unansweredFor(CompletableFuture<String> reply, long millis)
      throws InterruptedException {
    Thread.sleep(millis);
    return !reply.isDone();
  }
}
