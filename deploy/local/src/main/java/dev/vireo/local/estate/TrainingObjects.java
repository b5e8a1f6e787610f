package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Objects that a master of RAMCloud is given before the training, so that the one that is recorded
 * replays them: what a master that was killed is waited for is that.
 */
final class TrainingObjects {

  /** So many that the JVM's thorough compiler has seen what a replay does. */
  static final int COUNT = 200_000;

  private static final int AHEAD = 500;
  private static final int VALUE_BYTES = 100;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final byte[] TAKEN = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

  private TrainingObjects() {}

  /**
   * Writes objects of 100 bytes to a master on 127.0.0.1, durably.
   *
   * @throws LocalPlatformException where it does not take them
   */
  static void write(int port, int count) {
    String value = "v".repeat(VALUE_BYTES);
    try (var socket = new Socket("127.0.0.1", port);
        var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        var in = new BufferedInputStream(socket.getInputStream(), 1 << 16)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (int next = 0; next < count; next += AHEAD) {
        int end = Math.min(next + AHEAD, count);
        for (int i = next; i < end; i++) {
          set(out, "training:%010d".formatted(i), value);
        }
        out.flush();
        for (int i = next; i < end; i++) {
          expectTaken(in);
        }
      }
    } catch (IOException e) {
      throw new LocalPlatformException(
          "The master on 127.0.0.1:%d did not take what it is trained with: %s"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private static void set(OutputStream out, String key, String value) throws IOException {
    String request =
        "*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
            .formatted(key.length(), key, value.length(), value);
    out.write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static void expectTaken(InputStream in) throws IOException {
    byte[] reply = in.readNBytes(TAKEN.length);
    if (!Arrays.equals(reply, TAKEN)) {
      throw new IOException("it answered " + new String(reply, StandardCharsets.US_ASCII));
    }
  }
}
