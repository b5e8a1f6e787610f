package dev.vireo.hypervisor.proxmox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.hypervisor.tls.ServerProof;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, bounded as a whole. It is made with {@code HttpsURLConnection}, since
 * Proxmox VE before 8 says what went wrong in the status line only, which the JDK's newer client
 * does not give away.
 */
final class HttpsExchange {

  private static final int LARGEST_ANSWER = 32 << 20;

  private final ServerProof proof;
  private final SSLSocketFactory forReads;
  private final Duration connect;
  private final Duration answer;

  HttpsExchange(ServerProof proof, Duration connect, Duration answer) {
    this.proof = proof;
    this.forReads = proof.context().getSocketFactory();
    this.connect = connect;
    this.answer = answer;
  }

  /**
   * An answer.
   *
   * @param reason the words of its status line
   */
  record Answer(int status, String reason, String body) {}

  /**
   * Sends a request once; nothing is ever sent again by itself.
   *
   * @param body of type form; null: none
   * @throws SentException where it cannot be told whether the other side took it
   * @throws IOException where it never went out
   */
  Answer send(String method, URI uri, Map<String, String> headers, @Nullable String body)
      throws IOException, SentException, InterruptedException {
    HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
    // The JDK keeps connections by their factory: what changes something gets a new one, for one
    // that the other side has closed meanwhile would leave it open whether it was done.
    connection.setSSLSocketFactory(body == null ? forReads : proof.context().getSocketFactory());
    connection.setConnectTimeout((int) connect.toMillis());
    connection.setReadTimeout((int) answer.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(method);
    headers.forEach(connection::setRequestProperty);
    CompletableFuture<Answer> done = new CompletableFuture<>();
    Progress progress = new Progress();
    Thread.startVirtualThread(
        () -> {
          try {
            done.complete(exchange(connection, body, progress));
          } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    try {
      return done.get(connect.plus(answer).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      IOException failure = cause instanceof IOException io ? io : new IOException(cause);
      if (progress.sent) {
        throw new SentException(failure);
      }
      throw failure;
    } catch (TimeoutException e) {
      IOException late =
          new IOException("nothing more within " + connect.plus(answer).toMillis() + " ms", e);
      if (progress.sent) {
        throw new SentException(late);
      }
      throw late;
    } finally {
      if (!done.isDone() || done.isCompletedExceptionally()) {
        connection.disconnect();
      }
    }
  }

  private static final class Progress {
    volatile boolean sent;
  }

  /** The request went out, and no whole answer came. */
  static final class SentException extends Exception {
    private static final long serialVersionUID = 1L;

    SentException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static Answer exchange(
      HttpURLConnection connection, @Nullable String body, Progress progress) throws IOException {
    if (body != null) {
      byte[] bytes = body.getBytes(UTF_8);
      connection.setRequestProperty(
          "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
      connection.setDoOutput(true);
      // Of known length, or the JDK would send it once more after a connection that broke.
      connection.setFixedLengthStreamingMode(bytes.length);
      connection.connect();
      progress.sent = true;
      try (OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
    } else {
      connection.connect();
      progress.sent = true;
    }
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("what answers does not speak HTTP");
    }
    String reason = connection.getResponseMessage();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      byte[] read = in == null ? new byte[0] : in.readNBytes(LARGEST_ANSWER + 1);
      if (read.length > LARGEST_ANSWER) {
        throw new IOException("its answer is longer than " + LARGEST_ANSWER + " bytes");
      }
      return new Answer(status, reason == null ? "" : reason, new String(read, UTF_8));
    }
  }
}
