package dev.vireo.bench.ramcloud;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** One connection that fills a store with numbered objects, many requests at a time. */
final class Pipe implements AutoCloseable {

  private static final int AHEAD = 500;
  private static final int KEY_BYTES = 16;
  private static final int PREFIX = 4;
  private static final byte[] SET = "SET".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GET = "GET".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] key = "key:000000000000".getBytes(StandardCharsets.US_ASCII);

  Pipe(StoreProcess store) throws IOException {
    socket = new Socket("127.0.0.1", store.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(120_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    if (store.database() != 0) {
      ask("SELECT", Integer.toString(store.database()));
    }
  }

  /** Asks; gives the reply's first line. */
  String ask(String... words) throws IOException {
    send(words);
    out.flush();
    return line();
  }

  /**
   * Writes objects 0 to {@code count} - 1: keys of 16 bytes as redis-benchmark has them, values
   * that do not compress.
   */
  void fill(int count, int valueBytes) throws IOException {
    byte[] value = value(valueBytes);
    int asked = 0;
    for (int sent = 0; sent < count; sent++) {
      set(sent, value);
      if (sent + 1 - asked == AHEAD || sent + 1 == count) {
        out.flush();
        for (; asked <= sent; asked++) {
          taken(line());
        }
      }
    }
  }

  /** Overwrites random objects for so long; gives how many per second. */
  double overwrite(int count, int valueBytes, long nanos) throws IOException {
    byte[] value = value(valueBytes);
    Random random = new Random(count);
    long began = System.nanoTime();
    long done = 0;
    while (System.nanoTime() - began < nanos) {
      for (int i = 0; i < AHEAD; i++) {
        set(random.nextInt(count), value);
      }
      out.flush();
      for (int i = 0; i < AHEAD; i++) {
        taken(line());
      }
      done += AHEAD;
    }
    return done * 1e9 / (System.nanoTime() - began);
  }

  /**
   * How long each of some requests takes, one after another, in nanoseconds.
   *
   * @param write {@code SET}, else {@code GET}
   * @param keys how many different ones
   */
  long[] oneByOne(boolean write, int requests, int keys, int valueBytes) throws IOException {
    byte[] value = value(valueBytes);
    Random random = new Random(requests);
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      int number = random.nextInt(keys);
      long at = System.nanoTime();
      if (write) {
        set(number, value);
        out.flush();
        taken(line());
      } else {
        get(number);
        out.flush();
        passOver(line());
      }
      nanos[i] = System.nanoTime() - at;
    }
    return nanos;
  }

  private void get(int number) throws IOException {
    number(number);
    header(2);
    word(GET);
    word(key);
  }

  /** Reads what a reply of this first line has besides. */
  private void passOver(String first) throws IOException {
    int length = first.startsWith("$") ? Integer.parseInt(first.substring(1)) : -1;
    if (length >= 0) {
      in.skipNBytes(length + 2L);
    } else if (!first.equals("$-1")) {
      throw new IOException("a read was not answered: " + first);
    }
  }

  private void set(int number, byte[] value) throws IOException {
    number(number);
    header(3);
    word(SET);
    word(key);
    word(value);
  }

  private void number(int number) {
    for (int digit = KEY_BYTES - 1, rest = number; digit >= PREFIX; digit--, rest /= 10) {
      key[digit] = (byte) ('0' + rest % 10);
    }
  }

  private static void taken(String reply) throws IOException {
    if (!reply.equals("+OK")) {
      throw new IOException("a write was not taken: " + reply);
    }
  }

  private static byte[] value(int bytes) {
    byte[] value = new byte[bytes];
    new Random(bytes).nextBytes(value);
    return value;
  }

  private void send(String... words) throws IOException {
    header(words.length);
    for (String word : words) {
      word(word.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void header(int words) throws IOException {
    out.write(("*" + words + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void word(byte[] bytes) throws IOException {
    out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write('\r');
    out.write('\n');
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c >= 0 && c != '\r') {
      line.append((char) c);
      c = in.read();
    }
    if (c < 0 || in.read() != '\n') {
      throw new EOFException("the connection was ended");
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
