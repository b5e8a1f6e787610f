package dev.vireo.simulator.vcenter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vireo.simulator.web.Certificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The vCenter endpoint, {@code https://ADDRESS:PORT/sdk}. */
public final class Vcenter implements AutoCloseable {
  /** Who logs in; the password is the hosts' one. */
  public static final String USER = "administrator@vsphere.local";

  private static final String COOKIE = "vmware_soap_session";
  private static final int LARGEST_REQUEST = 1 << 20;
  private static final Xml SERVICE_CONTENT =
      Xml.of(
          "returnval",
          Xml.reference("rootFolder", "Folder", "group-d1"),
          Xml.reference("propertyCollector", "PropertyCollector", "propertyCollector"),
          Xml.reference("viewManager", "ViewManager", "ViewManager"),
          ManagedHost.about(
              "about",
              "VMware vCenter Server",
              "VMware vCenter Server 8.0.2 build-22385739",
              "8.0.2",
              "22385739",
              "VirtualCenter",
              "vpx",
              "linux-x64"),
          Xml.reference("sessionManager", "SessionManager", "SessionManager"));

  private final HttpsServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Certificate certificate;
  private final String password;
  private final Supplier<List<ManagedHost>> hosts;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final Map<String, Boolean> views = new ConcurrentHashMap<>();
  private final Map<String, List<Xml>> pages = new ConcurrentHashMap<>();

  /**
   * @param certificateFile null for a certificate that lasts as long as the process
   * @param hosts asked at each call
   */
  public Vcenter(
      InetAddress address,
      int port,
      @Nullable Path certificateFile,
      String password,
      Supplier<List<ManagedHost>> hosts)
      throws IOException {
    this.certificate = Certificate.at(certificateFile, address, "vcenter.vireo.example");
    this.password = password;
    this.hosts = hosts;
    this.server = HttpsServer.create(new InetSocketAddress(address, port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.setExecutor(workers);
    server.createContext("/sdk", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** SHA-256 of the certificate, in hex pairs with colons. */
  public String fingerprint() throws IOException {
    return certificate.fingerprint();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] request = exchange.getRequestBody().readNBytes(LARGEST_REQUEST);
      String answer;
      int status = 200;
      try {
        answer = answer(exchange, Soap.read(new ByteArrayInputStream(request)));
      } catch (Soap.Fault e) {
        answer = e.envelope();
        status = 500;
      } catch (IOException e) {
        answer = new Soap.Fault("InvalidRequest", String.valueOf(e.getMessage())).envelope();
        status = 500;
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String answer(HttpExchange exchange, Element call) throws Soap.Fault {
    String method = call.getLocalName();
    List<Xml> results =
        switch (method) {
          case "RetrieveServiceContent" -> List.of(SERVICE_CONTENT);
          case "Login" -> List.of(login(exchange, call));
          default -> {
            authenticated(exchange);
            yield switch (method) {
              case "Logout" -> logout(exchange);
              case "CurrentTime" -> List.of(Xml.leaf("returnval", Instant.now().toString()));
              case "CreateContainerView" -> List.of(view(call));
              case "DestroyView" -> {
                views.remove(Soap.text(call, "_this"));
                yield List.of();
              }
              case "RetrieveProperties" -> objects(call, "returnval");
              case "RetrievePropertiesEx" -> page(objects(call, "objects"), pageSize(call));
              case "ContinueRetrievePropertiesEx" -> more(call);
              default ->
                  throw new Soap.Fault(
                      "InvalidRequest", "Unable to resolve WSDL method name " + method);
            };
          }
        };
    return Soap.response(method, results);
  }

  private static Optional<String> cookie(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(header -> List.of(header.split(";\\s*")).stream())
        .filter(pair -> pair.startsWith(COOKIE + "="))
        .map(pair -> pair.substring(COOKIE.length() + 1).replace("\"", ""))
        .findFirst();
  }

  private void authenticated(HttpExchange exchange) throws Soap.Fault {
    if (cookie(exchange).filter(sessions::contains).isEmpty()) {
      throw new Soap.Fault("NotAuthenticated", "The session is not authenticated.");
    }
  }

  private Xml login(HttpExchange exchange, Element call) throws Soap.Fault {
    String user = Soap.text(call, "userName");
    boolean right =
        MessageDigest.isEqual(
            Soap.text(call, "password").getBytes(StandardCharsets.UTF_8),
            password.getBytes(StandardCharsets.UTF_8));
    if (!right || !user.equals(USER)) {
      throw new Soap.Fault(
          "InvalidLogin", "Cannot complete login due to an incorrect user name or password.");
    }
    String session = UUID.randomUUID().toString();
    sessions.add(session);
    exchange
        .getResponseHeaders()
        .add("Set-Cookie", COOKIE + "=\"" + session + "\"; Path=/; HttpOnly; Secure");
    String now = Instant.now().toString();
    return Xml.of(
        "returnval",
        Xml.leaf("key", session),
        Xml.leaf("userName", USER),
        Xml.leaf("fullName", "Administrator vsphere.local"),
        Xml.leaf("loginTime", now),
        Xml.leaf("lastActiveTime", now),
        Xml.leaf("locale", "en_US"),
        Xml.leaf("messageLocale", "en_US"));
  }

  private List<Xml> logout(HttpExchange exchange) {
    cookie(exchange).ifPresent(sessions::remove);
    return List.of();
  }

  /** A view holds hosts if it was asked for hosts, or for nothing in particular. */
  private Xml view(Element call) {
    List<Element> types = Soap.children(call, "type");
    boolean ofHosts =
        types.isEmpty()
            || types.stream()
                .map(type -> type.getTextContent().strip())
                .anyMatch(type -> type.equals("HostSystem") || type.equals("ManagedEntity"));
    String id = "session[" + UUID.randomUUID() + "]" + UUID.randomUUID();
    views.put(id, ofHosts);
    return Xml.reference("returnval", "ContainerView", id);
  }

  private List<Xml> objects(Element call, String element) throws Soap.Fault {
    List<Xml> objects = new ArrayList<>();
    for (Element filter : Soap.children(call, "specSet")) {
      for (Element properties : Soap.children(filter, "propSet")) {
        if (Soap.text(properties, "type").equals("HostSystem")) {
          for (ManagedHost host : selected(filter)) {
            objects.add(content(element, host, properties));
          }
        }
      }
    }
    return objects;
  }

  private List<ManagedHost> selected(Element filter) throws Soap.Fault {
    List<ManagedHost> selected = new ArrayList<>();
    for (Element set : Soap.children(filter, "objectSet")) {
      String id = Soap.text(set, "obj");
      String type = Soap.children(set, "obj").getFirst().getAttribute("type");
      boolean traversed = !Soap.children(set, "selectSet").isEmpty();
      switch (type) {
        case "HostSystem" ->
            selected.add(
                hosts.get().stream()
                    .filter(host -> host.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> gone(id)));
        case "ContainerView" -> {
          Boolean ofHosts = views.get(id);
          if (ofHosts == null) {
            throw gone(id);
          }
          if (ofHosts && traversed) {
            selected.addAll(hosts.get());
          }
        }
        default -> {
          if (traversed) {
            selected.addAll(hosts.get());
          }
        }
      }
    }
    return selected;
  }

  private static Soap.Fault gone(String id) {
    return new Soap.Fault(
        "ManagedObjectNotFound",
        "The object '" + id + "' has already been deleted or has not been completely created");
  }

  private static Xml content(String element, ManagedHost host, Element properties)
      throws Soap.Fault {
    List<Xml> parts = new ArrayList<>();
    parts.add(Xml.reference("obj", "HostSystem", host.id()));
    for (Element path : Soap.children(properties, "pathSet")) {
      String name = path.getTextContent().strip();
      Xml value =
          host.property(name)
              .orElseThrow(
                  () ->
                      new Soap.Fault("InvalidProperty", "The property '" + name + "' is invalid."));
      parts.add(Xml.of("propSet", Xml.leaf("name", name), value));
    }
    return Xml.of(element, parts);
  }

  private static int pageSize(Element call) {
    int size = 0;
    for (Element options : Soap.children(call, "options")) {
      String text = Soap.text(options, "maxObjects");
      size = text.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(text) : 0;
    }
    return size == 0 ? Integer.MAX_VALUE : size;
  }

  private List<Xml> page(List<Xml> objects, int size) {
    if (objects.isEmpty()) {
      return List.of();
    }
    List<Xml> parts = new ArrayList<>();
    if (objects.size() > size) {
      String token = size + ":" + UUID.randomUUID();
      pages.put(token, List.copyOf(objects.subList(size, objects.size())));
      parts.add(Xml.leaf("token", token));
    }
    parts.addAll(objects.subList(0, Math.min(size, objects.size())));
    return List.of(Xml.of("returnval", parts));
  }

  private List<Xml> more(Element call) throws Soap.Fault {
    String token = Soap.text(call, "token");
    List<Xml> rest = pages.remove(token);
    if (rest == null) {
      throw new Soap.Fault("InvalidProperty", "The token is not valid.");
    }
    return page(rest, Integer.parseInt(token.substring(0, token.indexOf(':'))));
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
