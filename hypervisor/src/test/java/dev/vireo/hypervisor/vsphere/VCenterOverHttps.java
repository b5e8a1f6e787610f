package dev.vireo.hypervisor.vsphere;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An HTTPS server on loopback that speaks as much of {@code vim25} as a list of hosts takes: a
 * session by cookie, a login, two pages. Its certificate is made by the JDK's own keytool.
 */
final class VCenterOverHttps implements AutoCloseable {

  static final String PASSWORD = "s3cr<t&\"word";

  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  private final HttpsServer server;
  private final String fingerprint;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final Set<String> actions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicBoolean denyProperties = new AtomicBoolean();

  private VCenterOverHttps(HttpsServer server, String fingerprint) {
    this.server = server;
    this.fingerprint = fingerprint;
  }

  static VCenterOverHttps start(Path folder) throws Exception {
    KeyStore store = store(folder.resolve("vcenter.p12"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, STORE_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(store.getCertificate("vc").getEncoded());
    String fingerprint = HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    VCenterOverHttps vcenter = new VCenterOverHttps(https, fingerprint);
    https.createContext("/sdk", vcenter::answer);
    https.start();
    return vcenter;
  }

  private static KeyStore store(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "vc",
                "-keyalg",
                "EC",
                "-dname",
                "CN=vcenter.example.org",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(STORE_PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, STORE_PASSWORD);
    }
    return store;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String fingerprint() {
    return fingerprint;
  }

  int openSessions() {
    return sessions.size();
  }

  int logins() {
    return logins.get();
  }

  Set<String> actions() {
    return Set.copyOf(actions);
  }

  void denyPropertiesOnce() {
    denyProperties.set(true);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      actions.add(exchange.getRequestHeaders().getFirst("SOAPAction"));
      XmlElement call =
          XmlElement.read(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()))
              .child("Body")
              .orElseThrow()
              .children()
              .getFirst();
      String body = body(exchange, call);
      byte[] bytes =
          ("<?xml version=\"1.0\"?><soapenv:Envelope"
                  + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                  + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>"
                  + body
                  + "</soapenv:Body></soapenv:Envelope>")
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(body.startsWith("<soapenv:Fault") ? 500 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String body(HttpExchange exchange, XmlElement call) {
    String cookie = exchange.getRequestHeaders().getFirst("Cookie");
    return switch (call.name()) {
      case "RetrieveServiceContent" ->
          returned(
              call,
              """
              <returnval><rootFolder type="Folder">group-d1</rootFolder>
              <propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>
              <viewManager type="ViewManager">ViewManager</viewManager>
              <about><fullName>VMware vCenter Server 7.0.3 build-20051473</fullName>
              <apiVersion>7.0.3.0</apiVersion></about>
              <sessionManager type="SessionManager">SessionManager</sessionManager></returnval>
              """);
      case "Login" -> login(exchange, call);
      case "Logout" -> {
        sessions.remove(cookie);
        yield returned(call, "");
      }
      default ->
          cookie == null || !sessions.contains(cookie)
              ? fault("NotAuthenticated", "The session is not authenticated.")
              : loggedIn(call);
    };
  }

  private String loggedIn(XmlElement call) {
    return switch (call.name()) {
      case "CreateContainerView" ->
          returned(call, "<returnval type=\"ContainerView\">session[1]v</returnval>");
      case "RetrievePropertiesEx" ->
          denyProperties.getAndSet(false)
              ? fault("NoPermission", "Permission to perform this operation was denied.")
              : returned(call, HostAnswersTest.PAGE);
      case "ContinueRetrievePropertiesEx" ->
          call.textAt("token").filter("page-2"::equals).isPresent()
              ? returned(
                  call,
                  """
                  <returnval><objects><obj type="HostSystem">host-23</obj>
                  <propSet><name>name</name><val>esx-c.example.org</val></propSet>
                  </objects></returnval>
                  """)
              : fault("InvalidArgument", "token");
      default -> fault("NotSupported", call.name());
    };
  }

  private String login(HttpExchange exchange, XmlElement call) {
    logins.incrementAndGet();
    if (call.textAt("password").filter(PASSWORD::equals).isEmpty()) {
      return fault("InvalidLogin", "Cannot complete login due to an incorrect user name.");
    }
    String session = "vmware_soap_session=\"" + logins.get() + "\"";
    sessions.add(session);
    exchange.getResponseHeaders().add("Set-Cookie", session + "; Path=/; HttpOnly; Secure");
    return returned(call, "<returnval><key>k</key></returnval>");
  }

  private static String returned(XmlElement call, String value) {
    return "<%1$sResponse xmlns=\"urn:vim25\">%2$s</%1$sResponse>".formatted(call.name(), value);
  }

  private static String fault(String type, String text) {
    return ("<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>%2$s</faultstring>"
            + "<detail><%1$sFault xmlns=\"urn:vim25\" xsi:type=\"%1$s\"/></detail></soapenv:Fault>")
        .formatted(type, text);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
