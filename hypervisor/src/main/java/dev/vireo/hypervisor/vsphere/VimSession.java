package dev.vireo.hypervisor.vsphere;

import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.tls.CertificateTrust;
import dev.vireo.hypervisor.tls.ServerProof;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One conversation with one vCenter: calls in, answers or classified failures out. */
final class VimSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VimSession.class);
  private static final int LARGEST_ANSWER = 32 << 20;

  /** Spoken until the vCenter has told its own. */
  private static final String FIRST_VERSION = "5.0";

  private final VCenterTarget target;
  private final Duration connect;
  private final Duration answer;
  private final ServerProof proof;
  private final HttpClient http;
  private final URI sdk;
  private String version = FIRST_VERSION;
  private @Nullable String cookie;
  private boolean knocked;

  VimSession(VCenterTarget target, Duration connect, Duration answer) {
    this.target = target;
    this.connect = connect;
    this.answer = answer;
    this.proof = new ServerProof(target.certificate());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(proof.context())
            .build();
    this.sdk = URI.create("https://" + target.address() + "/sdk");
  }

  /** Speaks this version of the API from now on, if it is one. */
  void speak(String apiVersion) {
    if (apiVersion.matches("[0-9]+(\\.[0-9]+){1,4}")) {
      version = apiVersion;
    }
  }

  /** The vCenter understood and said no. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    Fault(String type, String message) {
      super(message);
      this.type = type;
    }

    String seen() {
      return (type.isEmpty() ? "" : type + " ") + Shown.quoted(String.valueOf(getMessage()));
    }
  }

  /**
   * What it answers to a call: the {@code returnval}, empty where there is none.
   *
   * @throws Fault where it says no
   */
  Optional<XmlElement> call(byte[] request)
      throws UnreachableException, Fault, InterruptedException {
    HttpResponse<byte[]> response = send(request);
    remember(response);
    XmlElement envelope;
    try {
      envelope = XmlElement.read(new ByteArrayInputStream(response.body()));
    } catch (IOException e) {
      throw notVim("HTTP status " + response.statusCode() + " and " + e.getMessage(), e);
    }
    Optional<XmlElement> body = envelope.child("Body");
    Optional<XmlElement> fault = body.flatMap(b -> b.child("Fault"));
    if (fault.isPresent()) {
      String type =
          fault.get().child("detail").stream()
              .flatMap(d -> d.children().stream())
              .map(d -> d.type().isEmpty() ? d.name() : d.type())
              .findFirst()
              .orElse("");
      throw new Fault(Shown.plain(type), fault.get().textAt("faultstring").orElse("(no text)"));
    }
    if (response.statusCode() != 200 || body.isEmpty() || body.get().children().isEmpty()) {
      throw notVim("HTTP status " + response.statusCode() + " and no answer in the body", null);
    }
    return body.get().children().getFirst().child("returnval");
  }

  private HttpResponse<byte[]> send(byte[] body) throws UnreachableException, InterruptedException {
    if (!knocked) {
      knock();
      knocked = true;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sdk)
            .header("Content-Type", "text/xml; charset=utf-8")
            .header("SOAPAction", "urn:vim25/" + version)
            .header("User-Agent", "vireo")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      // Bounds the whole of it; the request's own time-out would end with the headers.
      return response.get(answer.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw notVim("nothing more within " + answer.toMillis() + " ms", e);
    } finally {
      response.cancel(true);
    }
  }

  /** The session's cookie is given back as it came, quotes and all. */
  private void remember(HttpResponse<?> response) {
    response.headers().allValues("Set-Cookie").stream()
        .map(c -> c.split(";", 2)[0].strip())
        .filter(c -> c.startsWith("vmware_soap_session="))
        .findFirst()
        .ifPresent(c -> cookie = c);
  }

  /**
   * Opens a connection of no use but to tell a closed port from a silent one, which the HTTP client
   * does not.
   */
  private void knock() throws UnreachableException {
    HostAddress address = target.address();
    IOException last = new IOException("no address to connect to");
    for (InetAddress each : resolve(address)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(each, address.port()), (int) connect.toMillis());
        return;
      } catch (IOException e) {
        last = e;
      }
    }
    throw words(last).contains("refused")
        ? failure(
            Reason.REFUSED,
            "nothing listens on the vCenter's port",
            "connection refused",
            "correct the port, or start the vCenter's services",
            last)
        : silent(words(last), last);
  }

  private InetAddress[] resolve(HostAddress address) throws UnreachableException {
    try {
      return InetAddress.getAllByName(address.host());
    } catch (UnknownHostException e) {
      throw failure(
          Reason.NAME,
          "the vCenter's name does not resolve",
          "no address is known for it",
          "correct the name, or the name service of the machine Vireo runs on",
          e);
    }
  }

  private UnreachableException unreachable(Throwable e) {
    Optional<CertificateException> certificate = cause(e, CertificateException.class);
    if (certificate.isPresent()) {
      return untrusted(certificate.get());
    }
    if (e instanceof ConnectException) {
      return silent(words(e), e);
    }
    String said = cause(e, SSLException.class).map(VimSession::words).orElseGet(() -> words(e));
    return notVim("it said " + Shown.quoted(said), e);
  }

  private static String words(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
    for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  private UnreachableException silent(String seen, Throwable e) {
    return failure(
        Reason.FILTERED,
        "the vCenter does not answer",
        seen,
        "check that it is up and that the network lets port "
            + target.address().port()
            + " through",
        e);
  }

  private UnreachableException untrusted(CertificateException e) {
    String shown = proof.shown().orElse("(none)");
    boolean pinned = target.certificate() instanceof CertificateTrust.Pinned;
    return failure(
        Reason.HOST_KEY,
        "the vCenter's certificate proves nothing",
        Shown.plain(String.valueOf(e.getMessage())) + "; its SHA-256 fingerprint is " + shown,
        pinned
            ? "find out why the certificate has changed; if it is right, give the new fingerprint"
            : "trust the authority that signed it on this machine, or compare the fingerprint with"
                + " what the vCenter shows and give it as certificateSha256",
        e);
  }

  /** What answers is not what was expected. */
  UnreachableException notVim(String seen, @Nullable Throwable cause) {
    return failure(
        Reason.PROTOCOL,
        "what answers does not speak as a vCenter does",
        seen,
        "check the address: it is that of a vCenter's or an ESXi host's HTTPS port",
        cause);
  }

  private UnreachableException failure(
      Reason reason, String what, String seen, String remedy, @Nullable Throwable cause) {
    return new UnreachableException(
        reason, new Diagnosis(what, target.address().toString(), seen, remedy), cause);
  }

  /** Ends the session there; it would expire by itself, so a failure is no failure. */
  void sayGoodbye(byte[] logout) {
    try {
      call(logout);
    } catch (UnreachableException | Fault e) {
      LOG.debug("vCenter {}: the session was not ended: {}", target.address(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
