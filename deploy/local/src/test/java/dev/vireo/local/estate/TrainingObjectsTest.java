package dev.vireo.local.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.local.LocalPlatformException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a master is given before the training, as it comes over the wire. */
final class TrainingObjectsTest {

  private static final int LINES_OF_A_WRITE = 7;

  @Test
  void each_object_is_written_once_and_each_answer_read() throws Exception {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Set<String>> keys = thread.submit(answering(listening, 1_001, "+OK\r\n"));
      TrainingObjects.write(listening.getLocalPort(), 1_001);
      assertThat(keys.get()).hasSize(1_001);
    }
  }

  @Test
  void a_master_that_refuses_is_told_with_its_words() throws Exception {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Set<String>> keys = thread.submit(answering(listening, 1, "-OOM x\r\n"));
      assertThatThrownBy(() -> TrainingObjects.write(listening.getLocalPort(), 1))
          .isInstanceOf(LocalPlatformException.class)
          .hasMessageContaining("-OOM");
      assertThat(keys.get()).hasSize(1);
    }
  }

  /** Takes so many writes on one connection, answers each; gives their keys. */
  private static Callable<Set<String>> answering(ServerSocket listening, int count, String answer) {
    return () -> {
      try (Socket socket = listening.accept()) {
        return keys(socket, count, answer);
      }
    };
  }

  private static Set<String> keys(Socket socket, int count, String answer) throws IOException {
    var lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < count; i++) {
      for (int line = 1; line <= LINES_OF_A_WRITE; line++) {
        String text = lines.readLine();
        if (line == 5) {
          keys.add(text);
        }
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
    return keys;
  }
}
