package dev.vireo.inventory.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.inventory.UnreachableCause;
import dev.vireo.hypervisor.HostAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnockingTest {

  private final Knocking knocking = new Knocking(Duration.ofSeconds(2), Duration.ofMillis(500));

  /** A server that says something to whoever connects, and then waits for them to go. */
  private static ServerSocket saying(String words) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                  client.getOutputStream().write(words.getBytes(US_ASCII));
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // the client has gone, or the test is over
                }
              }
            });
    return server;
  }

  private static HostAddress at(ServerSocket server) {
    return new HostAddress("127.0.0.1", server.getLocalPort());
  }

  private Map<HostAddress, Knock> knock(HostAddress... addresses) throws InterruptedException {
    Map<HostAddress, Knock> results = new HashMap<>();
    knocking.at(Stream.of(addresses), 500, knock -> results.put(knock.address(), knock));
    return results;
  }

  private static HostAddress closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return at(socket);
    }
  }

  @Test
  void tells_an_ssh_server_from_a_closed_port_a_silent_one_and_another_service() throws Exception {
    try (ServerSocket ssh = saying("SSH-2.0-OpenSSH_9.2\r\n");
        ServerSocket web = saying("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n");
        ServerSocket silent = saying("")) {
      HostAddress closed = closedPort();
      HostAddress nobody = new HostAddress("nobody.invalid", 22);

      Map<HostAddress, Knock> results = knock(at(ssh), at(web), at(silent), closed, nobody);

      assertThat(results).hasSize(5);
      assertThat(results.get(at(ssh))).isEqualTo(new Knock.Found(at(ssh), "SSH-2.0-OpenSSH_9.2"));
      assertThat(cause(results.get(at(web)))).isEqualTo(UnreachableCause.PROTOCOL);
      assertThat(cause(results.get(at(silent)))).isEqualTo(UnreachableCause.PROTOCOL);
      assertThat(cause(results.get(closed))).isEqualTo(UnreachableCause.REFUSED);
      assertThat(cause(results.get(nobody))).isEqualTo(UnreachableCause.NAME);
    }
  }

  private static UnreachableCause cause(@Nullable Knock knock) {
    return switch (knock) {
      case null -> throw new AssertionError("no result");
      case Knock.Nothing nothing -> nothing.cause();
      case Knock.Found found -> throw new AssertionError("found " + found);
    };
  }

  @Test
  void tries_each_address_of_more_than_it_tries_at_once() throws Exception {
    HostAddress closed = closedPort();
    List<Knock> results = new ArrayList<>();

    knocking.at(Stream.generate(() -> closed).limit(700), 500, results::add);

    assertThat(results).hasSize(700);
  }

  @Test
  void reads_the_identification_after_lines_that_stand_before_it() throws IOException {
    String words = "Authorized use only\r\n\r\nSSH-2.0-dropbear_2022.83\r\nbinary";

    assertThat(SshIdentification.read(new ByteArrayInputStream(words.getBytes(US_ASCII))))
        .contains("SSH-2.0-dropbear_2022.83");
  }

  @Property
  void whatever_answers_is_read_to_an_end(@ForAll byte[] words) throws IOException {
    SshIdentification.read(new ByteArrayInputStream(words))
        .ifPresent(said -> assertThat(said).startsWith("SSH-"));
  }
}
