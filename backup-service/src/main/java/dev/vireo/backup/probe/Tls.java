package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TlsHello;
import dev.vireo.backup.domain.preflight.TlsOutcome;
import dev.vireo.hypervisor.ssh.ForwardedSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** TLS with one target: what it speaks, and which certificate it shows. */
final class Tls {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Dial dial;
  private final Clock clock;
  private final InetAddress address;
  private final String host;
  private final int port;

  /**
   * With the target at one of its addresses.
   *
   * @param clock that of the place which is looked from
   */
  Tls(Dial dial, Clock clock, InetAddress address, Target target) {
    this.dial = dial;
    this.clock = clock;
    this.address = address;
    this.host = target.host();
    this.port = target.port();
  }

  /** The clock of the place which is looked from. */
  Clock clock() {
    return clock;
  }

  /**
   * What one handshake showed.
   *
   * @param chain empty where none was shown
   */
  record Seen(Evidence.TlsShaken shaken, List<X509Certificate> chain, Instant at) {}

  /** Shakes hands once, trusting nobody with anything: nothing is sent over this connection. */
  Seen shake() {
    Stopwatch watch = new Stopwatch();
    AnyChain shown = new AnyChain();
    long received = 0;
    try (Socket raw = dial.open(address, port, PATIENCE)) {
      raw.setSoTimeout((int) PATIENCE.toMillis());
      try (SSLSocket socket = over(raw, shown)) {
        socket.startHandshake();
        String agreed = socket.getSession().getProtocol();
        return seen(watch, TlsOutcome.AGREED, agreed + " agreed on", shown.chain());
      } catch (IOException e) {
        received = received(raw);
        return failed(watch, e, received, shown.chain());
      }
    } catch (IOException e) {
      return failed(watch, e, received, shown.chain());
    }
  }

  /** How many bytes came; where that is not counted, some did. */
  private static long received(Socket raw) {
    return switch (raw) {
      case CountedSocket counted -> counted.received();
      case ForwardedSocket forwarded -> forwarded.received();
      default -> 1;
    };
  }

  private Seen failed(Stopwatch watch, IOException e, long received, List<X509Certificate> chain) {
    String words = words(e);
    if (e instanceof SocketTimeoutException) {
      return seen(
          watch,
          received == 0 ? TlsOutcome.SILENT : TlsOutcome.CUT_SHORT,
          received + " bytes and then nothing within " + PATIENCE.toMillis() + " ms",
          chain);
    }
    if (words.contains("Unsupported or unrecognized SSL message")
        || words.contains("plaintext connection")) {
      return seen(watch, TlsOutcome.NOT_TLS, "an answer that is no TLS", chain);
    }
    Optional<Integer> old = highestOld();
    return old.isPresent()
        ? seen(watch, TlsOutcome.TOO_OLD, "nothing newer than " + TlsHello.name(old.get()), chain)
        : seen(watch, TlsOutcome.BROKEN_OFF, words, chain);
  }

  /** The version below TLS 1.2 that the server chooses, if it speaks any. */
  private Optional<Integer> highestOld() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    try (Socket raw = dial.open(address, port, PATIENCE)) {
      raw.setSoTimeout((int) PATIENCE.toMillis());
      raw.getOutputStream().write(TlsHello.request(2, random));
      raw.getOutputStream().flush();
      Optional<Integer> chosen = TlsHello.chosen(raw.getInputStream().readNBytes(11));
      return chosen.filter(minor -> minor <= 2);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Seen seen(
      Stopwatch watch, TlsOutcome outcome, String received, List<X509Certificate> chain) {
    String sent =
        "TLS ClientHello (1.2, 1.3) for " + host + " to " + address.getHostAddress() + ":" + port;
    return new Seen(
        new Evidence.TlsShaken(new Exchange(sent, received, watch.millis()), outcome),
        chain,
        clock.instant());
  }

  /** A connection to whoever shows this very certificate, and to nobody else. */
  SSLSocket connect(X509Certificate expected, Duration patience) throws IOException {
    Socket raw = dial.open(address, port, patience);
    try {
      raw.setSoTimeout((int) patience.toMillis());
      SSLSocket socket = over(raw, new OneCertificate(expected));
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private SSLSocket over(Socket raw, TrustManager trust) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      if (!host.contains(":") && !host.matches("[0-9.]+") && host.contains(".")) {
        parameters.setServerNames(List.of(new SNIHostName(host.replaceFirst("\\.$", ""))));
      }
      socket.setSSLParameters(parameters);
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no TLS", e);
    } catch (IllegalArgumentException e) {
      // A name that no server name indication can hold, such as one with an underscore.
      throw new IOException("the name cannot be sent in TLS: " + e.getMessage(), e);
    }
  }

  /** What the first certificate of the chain says, beside what was expected. */
  static Evidence.CertificateShown certificate(
      Seen seen, Authorities authorities, Optional<String> pin) {
    X509Certificate leaf = seen.chain().getFirst();
    Optional<String> doubt = authorities.doubt(seen.chain());
    String fingerprint = fingerprint(leaf);
    String received =
        "subject %s, SHA-256 %s; %s"
            .formatted(
                leaf.getSubjectX500Principal().getName(),
                fingerprint,
                doubt.orElse("an authority that is trusted here has signed it"));
    return new Evidence.CertificateShown(
        new Exchange("asked for its certificate", received, seen.shaken().exchange().millis()),
        names(leaf),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        doubt.isEmpty(),
        pin.map(p -> plain(p).equals(plain(fingerprint))).orElse(false),
        seen.at());
  }

  private static String plain(String fingerprint) {
    return fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
  }

  private static String fingerprint(X509Certificate leaf) {
    try {
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "every Java has SHA-256 and a shown certificate its bytes", e);
    }
  }

  /** DNS names and addresses; where there are none, the common name, which old clients take. */
  private static List<String> names(X509Certificate leaf) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> each : alternatives) {
          if (each.get(0) instanceof Integer type && (type == 2 || type == 7)) {
            names.add(String.valueOf(each.get(1)));
          }
        }
      }
      if (names.isEmpty()) {
        new LdapName(leaf.getSubjectX500Principal().getName())
            .getRdns().stream()
                .filter(r -> r.getType().equalsIgnoreCase("CN"))
                .forEach(r -> names.add(String.valueOf(r.getValue())));
      }
    } catch (CertificateParsingException | InvalidNameException e) {
      return List.of();
    }
    return names;
  }

  static String words(Throwable e) {
    String message = e.getMessage();
    if (e instanceof EOFException || (message == null && e instanceof SSLException)) {
      return "the connection was closed";
    }
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
