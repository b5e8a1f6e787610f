package dev.vireo.console.ramcloud;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The cluster of masters, as one client sees it: asks any, or the one that serves a key. */
public final class Ramcloud implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int REDIRECTIONS = 8;

  private final List<MasterAddress> seeds;
  private final SSLSocketFactory trust;
  private final Login login;
  private final Map<MasterAddress, MasterLine> lines = new HashMap<>();

  /**
   * Knows these masters; others are found by them.
   *
   * @param trust makes the sockets of TLS
   */
  public Ramcloud(List<MasterAddress> seeds, SSLSocketFactory trust, Login login) {
    this.seeds = List.copyOf(seeds);
    this.trust = trust;
    this.login = login;
  }

  /** A connection of its own, to be closed by who asks for it. */
  public MasterLine line(MasterAddress address) throws IOException {
    return MasterLine.open(address, trust, login);
  }

  /**
   * Asks the first master that answers.
   *
   * @throws Trouble where none does, or it refuses
   */
  public Reply ask(String... words) {
    @Nullable IOException seen = null;
    for (MasterAddress seed : seeds) {
      try {
        return done(known(seed).ask(words), words[0]);
      } catch (IOException e) {
        forget(seed);
        seen = e;
      }
    }
    throw away(seeds, seen);
  }

  /**
   * Asks one master.
   *
   * @throws Trouble where it does not answer, or refuses
   */
  public Reply ask(MasterAddress address, String... words) {
    try {
      return done(known(address).ask(words), words[0]);
    } catch (IOException e) {
      forget(address);
      throw away(List.of(address), e);
    }
  }

  /**
   * Asks the master that serves what the request is about, however often it moves meanwhile; waits
   * for a bounded time while nobody serves it.
   *
   * @return the reply, which may be a failure of the request itself
   * @throws Trouble where no master serves it in time, or it is not known whether it was done
   */
  public Reply askOwner(byte[]... words) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    MasterAddress at = seeds.getFirst();
    int redirected = 0;
    while (true) {
      Reply reply = once(at, words);
      if (!(reply instanceof Reply.Failure failure)) {
        return reply;
      }
      switch (failure.kind()) {
        case "MOVED" -> {
          at = moved(at, failure.message());
          if (++redirected % REDIRECTIONS == 0) {
            pause();
          }
        }
        case "TRYAGAIN", "CLUSTERDOWN", "LOADING" -> {
          pause();
          at = seeds.get((int) Math.floorMod(System.nanoTime(), (long) seeds.size()));
        }
        case "UNKNOWN" ->
            throw Trouble.failed(
                "It is not known whether it was done: " + failure.message(),
                "read before you write again",
                null);
        default -> {
          return failure;
        }
      }
      if (System.nanoTime() > until) {
        throw Trouble.unreachable(
            "No master has taken it for %d s: %s"
                .formatted(PATIENCE.toSeconds(), failure.message()),
            "see: vireo ramcloud status",
            null);
      }
    }
  }

  /** As a failure where the connection was not made or broke. */
  private Reply once(MasterAddress at, byte[][] words) {
    MasterLine line;
    try {
      line = known(at);
    } catch (IOException e) {
      return new Reply.Failure("TRYAGAIN " + at + " does not answer: " + words(e));
    }
    try {
      line.send(words);
      return line.reply();
    } catch (IOException e) {
      forget(at);
      return new Reply.Failure("UNKNOWN the connection to " + at + " was lost: " + words(e));
    }
  }

  /** Where a master sends on to by {@code MOVED slot host:port}. */
  static MasterAddress moved(MasterAddress from, String message) {
    String address = message.substring(message.lastIndexOf(' ') + 1);
    int colon = address.lastIndexOf(':');
    try {
      return from.at(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
      throw Trouble.failed(
          "The master at %s sends elsewhere by '%s', which is no address".formatted(from, message),
          "",
          e);
    }
  }

  /** All masters that the first one to answer knows, in the order of their addresses. */
  public List<Master> masters() {
    List<Master> masters = new ArrayList<>();
    MasterAddress by = seeds.getFirst();
    for (String line : ask("CLUSTER", "NODES").asText().lines().toList()) {
      masters.add(Master.parse(line, by));
    }
    masters.sort(
        (a, b) -> {
          int hosts = a.address().host().compareTo(b.address().host());
          return hosts != 0 ? hosts : Integer.compare(a.address().port(), b.address().port());
        });
    return masters;
  }

  private MasterLine known(MasterAddress address) throws IOException {
    MasterLine line = lines.get(address);
    if (line == null) {
      line = line(address);
      lines.put(address, line);
    }
    return line;
  }

  private void forget(MasterAddress address) {
    MasterLine line = lines.remove(address);
    if (line != null) {
      line.close();
    }
  }

  /** The reply to what cannot be refused for its content. */
  private static Reply done(Reply reply, String what) {
    if (reply instanceof Reply.Failure failure) {
      boolean login = failure.kind().equals("NOAUTH") || failure.kind().equals("NOPERM");
      throw Trouble.refused(
          "%s is refused: %s".formatted(what, failure.message()),
          login ? "log in by --ramcloud-user and --ramcloud-password-file" : "");
    }
    return reply;
  }

  private static Trouble away(List<MasterAddress> asked, @Nullable IOException seen) {
    String at = String.join(", ", asked.stream().map(MasterAddress::toString).toList());
    return Trouble.unreachable(
        "No master of RAMCloud answers at %s: %s".formatted(at, seen == null ? "" : words(seen)),
        "see `./vireo status`; start one with `./vireo up`, or name others with --ramcloud-url",
        seen);
  }

  private static String words(IOException e) {
    return e instanceof ConnectException
        ? "nothing listens there"
        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Words of a request. */
  public static byte[][] words(String... texts) {
    byte[][] bytes = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      bytes[i] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.failed("interrupted while asking RAMCloud", "", e);
    }
  }

  @Override
  public void close() {
    lines.values().forEach(MasterLine::close);
    lines.clear();
  }
}
