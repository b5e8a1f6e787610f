package dev.vireo.inventory.discovery;

import dev.vireo.bus.inventory.UnreachableCause;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.inventory.domain.Pace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tries addresses side by side, at a bounded rate, and tells which have an SSH server. */
public final class Knocking {

  private static final int MOST_AT_ONCE = 512;

  private final Duration connect;
  private final Duration banner;

  /**
   * Knocks with these bounds.
   *
   * @param connect until an address has taken the connection
   * @param banner from there until each further byte of its identification
   */
  public Knocking(Duration connect, Duration banner) {
    this.connect = connect;
    this.banner = banner;
  }

  /**
   * Tries all addresses.
   *
   * @param addresses taken one by one, when their turn comes
   * @param perSecond connections begun per second at most
   * @param onKnock is given each result as it comes, on the calling thread
   */
  public void at(Stream<HostAddress> addresses, int perSecond, Consumer<Knock> onKnock)
      throws InterruptedException {
    BlockingQueue<Knock> results = new LinkedBlockingQueue<>();
    Semaphore free = new Semaphore(MOST_AT_ONCE);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Pace pace = Pace.from(System.nanoTime(), perSecond);
      int open = 0;
      Iterator<HostAddress> all = addresses.iterator();
      while (all.hasNext() || open > 0) {
        long wait = pace.untilNext(System.nanoTime());
        if (all.hasNext() && wait <= 0 && free.tryAcquire()) {
          HostAddress address = all.next();
          var unused =
              threads.submit(
                  () -> {
                    Knock result = knock(address);
                    free.release();
                    results.add(result);
                  });
          open++;
          pace = pace.begun(System.nanoTime());
          continue;
        }
        Knock knock =
            all.hasNext() && wait > 0
                ? results.poll(wait, TimeUnit.NANOSECONDS)
                : results.poll(1, TimeUnit.SECONDS);
        if (knock != null) {
          open--;
          onKnock.accept(knock);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Knock knock(HostAddress address) {
    InetAddress resolved;
    try {
      resolved = InetAddress.getByName(address.host());
    } catch (UnknownHostException e) {
      return new Knock.Nothing(address, UnreachableCause.NAME, "its name does not resolve");
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(resolved, address.port()), Math.toIntExact(connect.toMillis()));
      return identify(address, socket);
    } catch (SocketTimeoutException e) {
      return new Knock.Nothing(
          address, UnreachableCause.FILTERED, "no answer within " + connect.toMillis() + " ms");
    } catch (ConnectException e) {
      String said = String.valueOf(e.getMessage());
      return said.contains("refused")
          ? new Knock.Nothing(address, UnreachableCause.REFUSED, "connection refused")
          : new Knock.Nothing(address, UnreachableCause.FILTERED, said);
    } catch (IOException e) {
      return new Knock.Nothing(address, UnreachableCause.FILTERED, String.valueOf(e.getMessage()));
    }
  }

  private Knock identify(HostAddress address, Socket socket) {
    try {
      socket.setSoTimeout(Math.toIntExact(banner.toMillis()));
      Optional<String> said = SshIdentification.read(socket.getInputStream());
      return said.isPresent()
          ? new Knock.Found(address, said.get())
          : new Knock.Nothing(
              address, UnreachableCause.PROTOCOL, "it answers and does not speak SSH");
    } catch (IOException e) {
      return new Knock.Nothing(
          address,
          UnreachableCause.PROTOCOL,
          e instanceof SocketTimeoutException
              ? "it takes the connection and says nothing within " + banner.toMillis() + " ms"
              : "it takes the connection and ends it: " + e.getMessage());
    }
  }
}
