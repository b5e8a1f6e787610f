package dev.vireo.hypervisor.proxmox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.proxmox.HttpsExchange.Answer;
import dev.vireo.hypervisor.proxmox.HttpsExchange.SentException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.tls.CertificateTrust;
import dev.vireo.hypervisor.tls.ServerProof;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with the API of one node; thread-safe. A ticket is fetched when it is first
 * needed, and once more when the node takes it no longer (they last two hours).
 */
public final class ProxmoxSession {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOG_PAGE = 500;
  private static final int MOST_LOG_LINES = 10_000;

  /** From here on a status is the proxy's own: the node that was asked for is out of its reach. */
  private static final int NODE_OUT_OF_REACH = 595;

  private final ProxmoxTarget target;
  private final CredentialProvider credentials;
  private final ServerProof proof;
  private final HttpsExchange https;
  private volatile @Nullable Ticket ticket;

  private record Ticket(String cookie, String forgery) {}

  /**
   * A conversation with these bounds.
   *
   * @param connect until the TCP connection stands
   * @param answer until one call is answered, all in all
   */
  public ProxmoxSession(
      ProxmoxTarget target, CredentialProvider credentials, Duration connect, Duration answer) {
    this.target = target;
    this.credentials = credentials;
    this.proof = new ServerProof(target.certificate());
    this.https = new HttpsExchange(proof, connect, answer);
  }

  /** Where it is. */
  public HostAddress address() {
    return target.address();
  }

  /**
   * Asks for something.
   *
   * @param path below {@code /api2/json}, its parts without slashes of their own
   * @return the {@code data} of the answer
   * @throws UnreachableException where it could not be reached or would not let us in
   * @throws ProxmoxRefused where it said no
   */
  public JsonNode get(List<String> path, Map<String, String> parameters)
      throws UnreachableException, ProxmoxRefused, InterruptedException {
    try {
      return call("GET", path, parameters);
    } catch (SentException e) {
      // To ask changes nothing, so that a lost answer is no more than a host out of reach.
      throw unreachable(cause(e));
    }
  }

  /**
   * Has it do something.
   *
   * @param method POST, PUT or DELETE
   * @throws ScriptBrokenException where no answer came: it may have been done
   */
  public JsonNode tell(String method, List<String> path, Map<String, String> parameters)
      throws UnreachableException, ScriptBrokenException, ProxmoxRefused, InterruptedException {
    try {
      return call(method, path, parameters);
    } catch (SentException e) {
      throw new ScriptBrokenException(
          ScriptBrokenException.Reason.LOST,
          new Diagnosis(
              "the connection was lost before it answered",
              target.address() + ", " + method + " /" + String.join("/", path),
              words(cause(e)),
              "ask the host what it did before it is told again"),
          e);
    }
  }

  private static IOException cause(SentException e) {
    return e.getCause() instanceof IOException io ? io : new IOException(e);
  }

  private JsonNode call(String method, List<String> path, Map<String, String> parameters)
      throws UnreachableException, ProxmoxRefused, SentException, InterruptedException {
    boolean fresh = !target.user().isToken() && ticket == null;
    Answer answer = once(method, path, parameters);
    if (answer.status() == 401 && !target.user().isToken() && !fresh) {
      ticket = null;
      answer = once(method, path, parameters);
    }
    return data(answer);
  }

  private Answer once(String method, List<String> path, Map<String, String> parameters)
      throws UnreachableException, SentException, InterruptedException {
    Map<String, String> headers = headers(!method.equals("GET"));
    String form = form(parameters);
    boolean inQuery = method.equals("GET") || method.equals("DELETE");
    URI uri = uri(path, inQuery && !form.isEmpty() ? "?" + form : "");
    try {
      return https.send(method, uri, headers, method.equals("GET") ? null : inQuery ? "" : form);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private URI uri(List<String> path, String query) {
    String encoded = path.stream().map(ProxmoxSession::encoded).collect(Collectors.joining("/"));
    return URI.create("https://" + target.address() + "/api2/json/" + encoded + query);
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private Map<String, String> headers(boolean writes)
      throws UnreachableException, SentException, InterruptedException {
    if (target.user().isToken()) {
      try (Secret secret = secret()) {
        return Map.of("Authorization", "PVEAPIToken=" + target.user() + "=" + secret.text());
      }
    }
    Ticket held = ticket;
    if (held == null) {
      held = logIn();
      ticket = held;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cookie", "PVEAuthCookie=" + encoded(held.cookie()));
    if (writes) {
      headers.put("CSRFPreventionToken", held.forgery());
    }
    return headers;
  }

  private Secret secret() throws UnreachableException {
    try {
      return credentials.secret(target.credential());
    } catch (CredentialException e) {
      throw e.unreachable(target.address());
    }
  }

  private Ticket logIn() throws UnreachableException, SentException, InterruptedException {
    Answer answer;
    try (Secret password = secret()) {
      answer =
          https.send(
              "POST",
              uri(List.of("access", "ticket"), ""),
              Map.of(),
              form(Map.of("username", target.user().text(), "password", password.text())));
    } catch (IOException e) {
      throw unreachable(e);
    }
    JsonNode data = body(answer).path("data");
    String cookie = data.path("ticket").asText("");
    String forgery = data.path("CSRFPreventionToken").asText("");
    if (answer.status() != 200 || !cookie.matches("[\\x21-\\x7e]{1,4096}")) {
      throw notLetIn(answer);
    }
    if (!forgery.matches("[\\x21-\\x7e]{1,512}")) {
      throw notProxmox("its ticket comes without a CSRFPreventionToken", null);
    }
    return new Ticket(cookie, forgery);
  }

  private JsonNode data(Answer answer) throws UnreachableException, ProxmoxRefused {
    if (answer.status() == 401) {
      throw notLetIn(answer);
    }
    if (answer.status() >= NODE_OUT_OF_REACH) {
      throw failure(
          Reason.FILTERED,
          "the node is out of its cluster's reach",
          answer.status() + " " + Shown.plain(answer.reason()),
          "check that the node is up",
          null);
    }
    JsonNode body = body(answer);
    if (answer.status() != 200) {
      throw new ProxmoxRefused(answer.status(), refusal(answer, body));
    }
    if (!body.has("data")) {
      throw notProxmox("its answer has no data", null);
    }
    return body.path("data");
  }

  private static String refusal(Answer answer, JsonNode body) {
    List<String> said = new ArrayList<>();
    // In the status line before 8, in the body since.
    String message = body.path("message").asText("").strip();
    said.add(Shown.plain(message.isEmpty() ? answer.reason() : message));
    body.path("errors")
        .properties()
        .forEach(e -> said.add(Shown.plain(e.getKey() + ": " + e.getValue().asText())));
    return String.join("; ", said);
  }

  private JsonNode body(Answer answer) throws UnreachableException {
    if (answer.body().isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      if (answer.status() != 200) {
        return MissingNode.getInstance();
      }
      throw notProxmox("its answer is no JSON", e);
    }
  }

  /**
   * How a task stands.
   *
   * @return empty while it runs
   */
  public Optional<TaskEnd> end(Upid task)
      throws UnreachableException, ProxmoxRefused, InterruptedException {
    JsonNode status = get(List.of("nodes", task.node(), "tasks", task.text(), "status"), Map.of());
    return status.path("status").asText().equals("stopped")
        ? Optional.of(TaskEnd.of(status.path("exitstatus").asText("unexpected status")))
        : Optional.empty();
  }

  /** What a task has written, at most the first ten thousand lines. */
  public List<String> log(Upid task)
      throws UnreachableException, ProxmoxRefused, InterruptedException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < MOST_LOG_LINES) {
      JsonNode page =
          get(
              List.of("nodes", task.node(), "tasks", task.text(), "log"),
              Map.of("start", Integer.toString(lines.size()), "limit", "" + LOG_PAGE));
      for (JsonNode line : page) {
        lines.add(line.path("t").asText(""));
      }
      if (page.size() < LOG_PAGE) {
        break;
      }
    }
    // What an empty log is shown as.
    lines.removeIf(l -> l.equals("no content"));
    return lines;
  }

  /** Has a task end before it is done. */
  public void stop(Upid task)
      throws UnreachableException, ScriptBrokenException, ProxmoxRefused, InterruptedException {
    tell("DELETE", List.of("nodes", task.node(), "tasks", task.text()), Map.of());
  }

  private UnreachableException notLetIn(Answer answer) {
    return failure(
        Reason.AUTH,
        "the API did not let us in",
        target.user()
            + " offered "
            + target.credential().text()
            + "; it said "
            + answer.status()
            + " "
            + Shown.plain(answer.reason()),
        target.user().isToken()
            ? "check the token's id and secret, and that the release knows tokens (from 6.2)"
            : "check the user, its realm, and the password behind the reference",
        null);
  }

  private UnreachableException notProxmox(String seen, @Nullable Throwable cause) {
    return failure(
        Reason.PROTOCOL,
        "what answers does not speak as Proxmox VE does",
        seen,
        "check the address: it is that of the API, usually on port " + ProxmoxTarget.PORT,
        cause);
  }

  private UnreachableException unreachable(IOException e) {
    for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException certificate) {
        return untrusted(certificate);
      }
      if (t instanceof UnknownHostException) {
        return failure(
            Reason.NAME,
            "the host's name does not resolve",
            "no address is known for it",
            "correct the name, or the name service of the machine Vireo runs on",
            e);
      }
    }
    if (e instanceof ConnectException && words(e).contains("refused")) {
      return failure(
          Reason.REFUSED,
          "nothing listens on the port of the API",
          "connection refused",
          "correct the port, or start pveproxy on the host",
          e);
    }
    if (e instanceof ConnectException || e instanceof SocketTimeoutException) {
      return failure(
          Reason.FILTERED,
          "the API does not answer",
          words(e),
          "check that the host is up and that the network lets port "
              + target.address().port()
              + " through",
          e);
    }
    return notProxmox("it said " + Shown.quoted(words(e)), e);
  }

  private UnreachableException untrusted(CertificateException e) {
    return failure(
        Reason.HOST_KEY,
        "the API's certificate proves nothing",
        Shown.plain(String.valueOf(e.getMessage()))
            + "; its SHA-256 fingerprint is "
            + proof.shown().orElse("(none)"),
        target.certificate() instanceof CertificateTrust.Pinned
            ? "find out why the certificate has changed; if it is right, give the new fingerprint"
            : "trust the authority that signed it on this machine, or compare the fingerprint with"
                + " what the host shows (pvenode cert info) and give it as certificateSha256",
        e);
  }

  private static String words(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private UnreachableException failure(
      Reason reason, String what, String seen, String remedy, @Nullable Throwable cause) {
    return new UnreachableException(
        reason, new Diagnosis(what, target.address().toString(), seen, remedy), cause);
  }
}
