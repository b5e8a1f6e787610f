package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.history.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readers whose questions lie before a master that sleeps: it finds them before it can hear what
 * has happened meanwhile.
 */
final class ReadersInWait implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int EACH = 4;

  private record Reader(String key, Socket socket, BufferedReader in) {}

  private final List<Reader> readers = new ArrayList<>();
  private long called;

  /** Some for each key, whose connections are taken by the master before it sleeps. */
  ReadersInWait(int port, List<String> keys) throws IOException {
    for (String key : keys) {
      for (int i = 0; i < EACH; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        readers.add(
            new Reader(
                key,
                socket,
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))));
      }
    }
  }

  /** Has all of them ask. */
  void ask() throws IOException {
    called = System.nanoTime();
    for (Reader reader : readers) {
      OutputStream out = reader.socket.getOutputStream();
      out.write(("R " + reader.key + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** What they were told; those that were refused are left out. */
  List<Operation> answers() throws IOException {
    List<Operation> told = new ArrayList<>();
    for (Reader reader : readers) {
      @Nullable String answer = reader.in.readLine();
      if (answer != null && answer.startsWith("D ")) {
        told.add(
            new Operation(
                reader.key,
                Operation.Kind.READ,
                "",
                answer.substring(2),
                called,
                System.nanoTime()));
      }
    }
    return told;
  }

  @Override
  public void close() throws IOException {
    for (Reader reader : readers) {
      reader.socket.close();
    }
  }
}
