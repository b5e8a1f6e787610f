package dev.vireo.multipath.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.local.testing.SelfSigned;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.OwnRamcloud;
import dev.vireo.testing.PackagedService;
import dev.vireo.testing.QueryApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service with its leases and its live view in a packaged RAMCloud that speaks TLS and
 * asks for a password, set up by the variables that the manifests for Kubernetes set.
 */
@Tag("long")
class SecuredRamcloudIT {

  private static final String PASSWORD = "correct horse battery staple";

  @TempDir Path folder;

  private final QueryApi api = new QueryApi();
  private PackagedService packaged;
  private @Nullable OwnRamcloud ramcloud;

  @BeforeEach
  void start() throws Exception {
    packaged = PackagedService.in(folder, Domain.MULTIPATH);
  }

  @AfterEach
  void stop() throws Exception {
    if (ramcloud != null) {
      ramcloud.close();
    }
    packaged.close();
  }

  @Test
  void hosts_are_changed_under_its_leases_and_its_view_is_shown() throws Exception {
    SelfSigned tls = certificate("master", "ip:127.0.0.1");
    begin(tls);
    Conversation bus = packaged.bus();
    try (Lab lab = Lab.uniform(1, 4, bus, packaged.credentials(), packaged.knownHosts());
        ServiceProcess service = service(tls, PASSWORD)) {
      Conversation.until("a service that is ready", api::ready);
      Map<String, String> figures =
          bus.succeeds(
              new PlanPathPolicy(
                  lab.select(), Lab.SVC, Lab.ROUND_ROBIN, null, List.of(), List.of()));
      String plan = Objects.requireNonNull(figures.get("plan"));
      assertThat(bus.succeeds(new ApplyPlan(plan, null, null, null)))
          .as(service.tail())
          .containsEntry("changed", "4");
      assertThat(lab.svc(1)).allMatch(d -> d.policy().isRoundRobin());
      // Views follow: until then what was read for the plan is shown.
      JsonNode devices =
          api.await(
              "ramcloud",
              "/devices?host=" + lab.host(1),
              found -> found.toString().contains(Lab.ROUND_ROBIN));
      assertThat(devices).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void a_wrong_password_is_named_and_the_service_is_not_ready() throws Exception {
    SelfSigned tls = certificate("master", "ip:127.0.0.1");
    begin(tls);
    try (ServiceProcess service = service(tls, "not " + PASSWORD)) {
      assertThatIsRefused(service, "WRONGPASS", "QUARKUS_REDIS_PASSWORD");
    }
  }

  @Test
  void a_missing_password_is_named_and_the_service_is_not_ready() throws Exception {
    SelfSigned tls = certificate("master", "ip:127.0.0.1");
    begin(tls);
    try (ServiceProcess service = service(tls, null)) {
      assertThatIsRefused(service, "NOAUTH", "QUARKUS_REDIS_PASSWORD");
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_named_and_the_service_is_not_ready()
      throws Exception {
    begin(certificate("master", "ip:127.0.0.1"));
    try (ServiceProcess service = service(certificate("another", "ip:127.0.0.1"), PASSWORD)) {
      assertThatIsRefused(
          service,
          "signed by no authority that this service trusts",
          "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS");
    }
  }

  @Test
  void a_certificate_of_another_name_is_named_and_the_service_is_not_ready() throws Exception {
    SelfSigned tls = certificate("master", "dns:ramcloud-1.example.net");
    begin(tls);
    try (ServiceProcess service = service(tls, PASSWORD)) {
      assertThatIsRefused(service, "127.0.0.1", "VIREO_RAMCLOUD");
    }
  }

  private SelfSigned certificate(String whose, String names) throws Exception {
    return SelfSigned.of(Files.createDirectory(folder.resolve(whose)), names);
  }

  /** Starts RAMCloud with this certificate and the user that services are. */
  private void begin(SelfSigned tls) throws Exception {
    String digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(PASSWORD.getBytes(UTF_8)));
    Path users =
        Files.writeString(
            folder.resolve("users"), "user default on #" + digest + " ~* +@all" + "\n");
    ramcloud =
        OwnRamcloud.start(
            packaged.around().kafka(),
            folder,
            Map.of(
                "vireo.ramcloud.users", users.toString(),
                "vireo.ramcloud.tls-certificate", tls.certificate().toString(),
                "vireo.ramcloud.tls-key", tls.key().toString()));
  }

  private ServiceProcess service(SelfSigned trusted, @Nullable String password) throws Exception {
    Map<String, String> environment =
        new HashMap<>(api.environment(Objects.requireNonNull(ramcloud).environment()));
    environment.put("QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM", "true");
    environment.put(
        "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS", trusted.certificate().toString());
    if (password != null) {
      environment.put("QUARKUS_REDIS_PASSWORD", password);
    }
    return packaged.start("", "6s", environment);
  }

  /**
   * All but RAMCloud is up; that is down, and says what was seen and what to do; so does the log.
   */
  private void assertThatIsRefused(ServiceProcess service, String seen, String toDo)
      throws Exception {
    String where = Objects.requireNonNull(ramcloud).url();
    Conversation.until("all but RAMCloud", () -> status("bus").equals("UP"));
    Conversation.until("what RAMCloud said", () -> standing().contains(where));
    assertThat(status("ramcloud")).as(service.tail()).isEqualTo("DOWN");
    assertThat(standing()).contains(seen, toDo).doesNotContain(PASSWORD);
    assertThat(api.ready()).isFalse();
    assertThat(service.log()).contains(where, seen, toDo).doesNotContain(PASSWORD);
  }

  private String status(String check) {
    return api.readiness(check).map(c -> c.path("status").asText()).orElse("");
  }

  private String standing() {
    return api.readiness("ramcloud").map(c -> c.at("/data/standing").asText()).orElse("");
  }
}
