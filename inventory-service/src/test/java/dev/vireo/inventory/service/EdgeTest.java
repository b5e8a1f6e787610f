package dev.vireo.inventory.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.service.edge.ApiTokens;
import dev.vireo.local.testing.SelfSigned;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The service as other machines may reach it: by TLS, with a token. */
@QuarkusTest
@TestProfile(EdgeTest.Open.class)
@WithTestResource(InventoryBackends.class)
class EdgeTest {

  private static final String TOKEN = "a-token-of-this-test";

  /** Listens on all addresses. */
  public static class Open implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Path folder = Files.createTempDirectory("vireo-edge");
        SelfSigned tls = SelfSigned.of(folder, "ip:127.0.0.1");
        trusted = tls.store();
        return Map.of(
            "quarkus.http.host",
            "0.0.0.0",
            "quarkus.http.test-ssl-port",
            "0",
            "VIREO_HTTP_CERTIFICATE",
            tls.certificate().toString(),
            "VIREO_HTTP_KEY",
            tls.key().toString(),
            "vireo.api.tokens",
            Files.write(folder.resolve("tokens"), List.of(ApiTokens.line("ops", TOKEN)))
                .toString());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static @Nullable KeyStore trusted;

  @TestHTTPResource(value = "/", tls = true)
  @Nullable URI root;

  @Test
  void answers_who_has_a_token() throws Exception {
    assertThat(get("/hosts", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
  }

  @Test
  void tells_who_has_none_what_is_needed() throws Exception {
    HttpResponse<String> without = get("/hosts", null);

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"vireo\"");
    assertThat(without.body()).contains("Authorization: Bearer TOKEN");
    assertThat(get("/hosts", "Bearer guessed").body()).contains("not known here");
    assertThat(get("/q/metrics", null).statusCode()).isEqualTo(401);
    assertThat(get("/q/openapi", null).statusCode()).isEqualTo(401);
    assertThat(get("/q/health", null).statusCode()).isEqualTo(401);
  }

  @Test
  void tells_an_orchestrator_whether_it_lives() throws Exception {
    assertThat(get("/q/health/live", null).statusCode()).isEqualTo(200);
  }

  @Test
  void is_not_led_past_the_question_by_an_odd_path() throws Exception {
    assertThat(get("/q/health/live/../../../hosts", null).statusCode()).isEqualTo(401);
    assertThat(get("//hosts", null).statusCode()).isEqualTo(401);
    assertThat(get("/q/health/live;x=/hosts", null).statusCode()).isEqualTo(401);
  }

  @Test
  void speaks_nothing_but_tls() {
    URI secure = root();
    URI plain = URI.create("http://" + secure.getAuthority() + "/hosts");

    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(plain).build(),
                        HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SSLException.class);
  }

  private HttpResponse<String> get(String path, @Nullable String authorization) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    URI secure = root();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + secure.getPort() + path));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private URI root() {
    if (root == null) {
      throw new IllegalStateException("the test's extension sets it");
    }
    return root;
  }
}
