package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control endpoint and the vCenter. */
class EndpointsTest {
  @TempDir Path folder;

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder at(DataCentre centre, String path) {
    return HttpRequest.newBuilder(URI.create(centre.control().orElseThrow() + path));
  }

  @Test
  void tells_the_truth_and_takes_faults_over_http() throws Exception {
    try (DataCentre centre = DataCentre.start(Options.defaults().withHosts(2).withControl());
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(
              send(client, at(centre, "/faults").POST(BodyPublishers.ofString("ignore:esx-02")))
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              send(
                      client,
                      at(centre, "/faults")
                          .POST(BodyPublishers.ofString("{\"fault\":\"slow:esx-02:10\"}")))
                  .statusCode())
          .isEqualTo(200);
      assertThat(send(client, at(centre, "/hosts")).body())
          .contains("\"name\":\"esx-02\"")
          .contains("ignore:esx-02:naa.")
          .contains("slow:esx-02:10");
      send(client, at(centre, "/faults?kind=ignore&host=esx-02").DELETE());
      assertThat(send(client, at(centre, "/hosts")).body()).doesNotContain("ignore");
      send(
          client,
          at(centre, "/hosts/esx-01/paths/vmhba1:C0:T0:L1/state?state=dead")
              .POST(BodyPublishers.noBody()));
      send(client, at(centre, "/hosts/esx-01/devices?lun=33").POST(BodyPublishers.noBody()));
      assertThat(
              send(client, at(centre, "/hosts/esx-01/reboot").POST(BodyPublishers.noBody()))
                  .statusCode())
          .isEqualTo(200);
      assertThat(send(client, at(centre, "/hosts/esx-01/state")).body())
          .contains("\"state\":\"DEAD\"")
          .contains("\"boots\":2")
          .contains("0000000000000021\"");
      assertThat(send(client, at(centre, "/hosts/esx-09/state")).statusCode()).isEqualTo(400);
      assertThat(
              send(client, at(centre, "/faults").POST(BodyPublishers.ofString("explode"))).body())
          .contains("no such fault");
      assertThat(send(client, at(centre, "/nothing")).statusCode()).isEqualTo(404);
    }
  }

  private static String call(String method, String self, String body) {
    return "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
        + "<"
        + method
        + " xmlns=\"urn:vim25\"><_this type=\"X\">"
        + self
        + "</_this>"
        + body
        + "</"
        + method
        + "></soapenv:Body></soapenv:Envelope>";
  }

  private static String properties(String view, String paths, int most) {
    return "<specSet><propSet><type>HostSystem</type>"
        + paths
        + "</propSet><objectSet><obj type=\"ContainerView\">"
        + view
        + "</obj><skip>true</skip><selectSet><path>view</path></selectSet></objectSet></specSet>"
        + "<options><maxObjects>"
        + most
        + "</maxObjects></options>";
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  /** A client that trusts the certificate in the state folder and nothing else. */
  private HttpClient trusting() throws Exception {
    KeyStore kept =
        KeyStore.getInstance(folder.resolve("vcenter.p12").toFile(), "vireo".toCharArray());
    Certificate certificate = kept.getCertificate("vcenter");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("vcenter", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void lists_hosts_with_their_versions_to_who_logs_in() throws Exception {
    try (DataCentre centre = DataCentre.start(Options.defaults().withState(folder).withVcenter());
        HttpClient client = trusting()) {
      VcenterHandle vcenter = centre.vcenter().orElseThrow();
      HttpRequest.Builder sdk = HttpRequest.newBuilder(URI.create(vcenter.url()));
      assertThat(vcenter.sha256()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");

      assertThat(
              send(
                      client,
                      sdk.POST(
                          BodyPublishers.ofString(
                              call("RetrieveServiceContent", "ServiceInstance", ""))))
                  .body())
          .contains("<sessionManager type=\"SessionManager\">SessionManager</sessionManager>");
      String anyView =
          call(
              "CreateContainerView",
              "ViewManager",
              "<container type=\"Folder\">group-d1</container><type>HostSystem</type><recursive>true</recursive>");
      HttpResponse<String> stranger = send(client, sdk.POST(BodyPublishers.ofString(anyView)));
      assertThat(stranger.statusCode()).isEqualTo(500);
      assertThat(stranger.body()).contains("xsi:type=\"NotAuthenticated\"");
      assertThat(
              send(client, sdk.POST(BodyPublishers.ofString(login(vcenter.user(), "wrong"))))
                  .body())
          .contains("xsi:type=\"InvalidLogin\"");

      HttpResponse<String> login =
          send(client, sdk.POST(BodyPublishers.ofString(login(vcenter.user(), centre.password()))));
      String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
      sdk.header("Cookie", cookie);
      String view =
          found(
              "<returnval type=\"ContainerView\">([^<]+)<",
              send(client, sdk.POST(BodyPublishers.ofString(anyView))).body());
      String paths =
          "<pathSet>name</pathSet><pathSet>summary.config.product</pathSet><pathSet>summary.config.product.version</pathSet><pathSet>runtime.connectionState</pathSet><pathSet>config.virtualNicManagerInfo.netConfig</pathSet>";
      centre.inject("refuse:esx-02");
      String first =
          send(
                  client,
                  sdk.POST(
                      BodyPublishers.ofString(
                          call(
                              "RetrievePropertiesEx",
                              "propertyCollector",
                              properties(view, paths, 3)))))
              .body();
      assertThat(first.split("<objects>")).hasSize(4);
      assertThat(first)
          .contains(
              "<val xsi:type=\"xsd:string\">127.0.0.1:" + centre.host("esx-01").port() + "</val>")
          .contains("<fullName xsi:type=\"xsd:string\">VMware ESXi 6.7.0 build-14320388</fullName>")
          .contains("<val xsi:type=\"HostSystemConnectionState\">notResponding</val>")
          .contains("<selectedVnic>management.key-vim.host.VirtualNic-vmk0</selectedVnic>");
      String token = found("<token>([^<]+)</token>", first);
      String rest =
          send(
                  client,
                  sdk.POST(
                      BodyPublishers.ofString(
                          call(
                              "ContinueRetrievePropertiesEx",
                              "propertyCollector",
                              "<token>" + token + "</token>"))))
              .body();
      assertThat(rest.split("<objects>")).hasSize(3);
      assertThat(rest).doesNotContain("<token>");
      assertThat(
              send(
                      client,
                      sdk.POST(
                          BodyPublishers.ofString(
                              call(
                                  "RetrievePropertiesEx",
                                  "propertyCollector",
                                  properties(view, "<pathSet>no.such</pathSet>", 3)))))
                  .body())
          .contains("InvalidProperty");
      send(client, sdk.POST(BodyPublishers.ofString(call("Logout", "SessionManager", ""))));
      assertThat(send(client, sdk.POST(BodyPublishers.ofString(anyView))).body())
          .contains("NotAuthenticated");
    }
  }

  private static String login(String user, String password) {
    return call(
        "Login",
        "SessionManager",
        "<userName>" + user + "</userName><password>" + password + "</password>");
  }

  @Test
  void answers_what_is_no_soap_with_a_fault() throws Exception {
    try (DataCentre centre =
            DataCentre.start(Options.defaults().withHosts(1).withState(folder).withVcenter());
        HttpClient client = trusting()) {
      HttpRequest.Builder sdk =
          HttpRequest.newBuilder(URI.create(centre.vcenter().orElseThrow().url()));
      HttpResponse<String> answer =
          send(
              client,
              sdk.POST(BodyPublishers.ofString("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>")));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("InvalidRequest");
    }
  }
}
