package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.multipath.ApplyHostPlan;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RoundRobinLimit;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandProgressed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands through the real broker, with a service played by the test. */
final class CommandsOverKafkaTest {

  private static final Map<String, String> ESTATE =
      Map.of("VIREO_KAFKA", AnsweringService.bootstrap(), "USER", "ops");

  private static final String PLAN =
      """
      {"plan":"p-7","kind":"PATH_POLICY","select":"all","state":"READY","hosts":2,"keep":1,"change":1,
       "refuse":1,"createdAt":"2026-11-23T10:00:00.123Z","actor":"ops@box","hostNames":["esx-1","esx-2"],
       "notRead":["esx-9"],"psp":"VMW_PSP_RR","satp":"VMW_SATP_SVC","roundRobin":{"limit":"IOPS","iops":1},
       "devices":[
        {"host":"esx-1","device":"naa.61","satp":"VMW_SATP_SVC","verdict":"CHANGE","reason":"asked for",
         "from":{"psp":"VMW_PSP_FIXED","config":"","mode":"UNKNOWN"},"to":{"psp":"VMW_PSP_RR","config":"iops=1","mode":"PINNED"},
         "rules":[],"state":"PLANNED"},
        {"host":"esx-1","device":"naa.62","satp":"VMW_SATP_SVC","verdict":"REFUSE","reason":"one path",
         "rules":[{"rule":"single-path","words":"only one path works","source":"VMware KB","overridable":true}],"state":"PLANNED"},
        {"host":"esx-2","device":"naa.63","satp":"VMW_SATP_LOCAL","verdict":"KEEP","reason":"a local disk","rules":[],"state":"PLANNED"}]}
      """;

  private static CommandSucceeded done(
      Envelope<? extends Command> command, Map<String, String> result) {
    return new CommandSucceeded(
        command.id(), command.type().text(), command.subject(), "all done", result);
  }

  private static CommandFailed failed(
      Envelope<? extends Command> command, FailureReason reason, String message) {
    return new CommandFailed(
        command.id(), command.type().text(), command.subject(), reason, message, Map.of());
  }

  private static Map<String, String> estateWith(Views views) {
    Map<String, String> all = new java.util.HashMap<>(ESTATE);
    all.put("VIREO_MULTIPATH_URL", views.url());
    all.put("VIREO_INVENTORY_URL", views.url());
    return all;
  }

  @Test
  void a_plan_is_shown_as_soon_as_the_view_has_all_of_it() throws Exception {
    String begun = PLAN.replaceFirst("(?s)\"devices\":\\[.*", "\"devices\":[]}");
    try (Views views =
            new Views()
                .at("/plans/p-7", 404, "{}")
                .at("/plans/p-7", 200, begun)
                .at("/plans/p-7", 200, PLAN);
        AnsweringService service =
            AnsweringService.with(
                Domain.MULTIPATH, command -> List.of(done(command, Map.of("plan", "p-7"))))) {
      Ran ran =
          vireo(
              estateWith(views),
              "plan",
              "path-policy",
              "--select",
              "all",
              "--satp",
              "VMW_SATP_SVC",
              "--psp",
              "VMW_PSP_RR",
              "--iops",
              "1",
              "--device",
              "naa.61",
              "--device",
              "naa.62",
              "--override",
              "clustered=one writer");
      assertThat(ran.code()).isZero();
      assertThat(ran.out())
          .contains("Plan p-7", "naa.61", "VMW_PSP_RR iops=1", "single-path", "VMware KB")
          .contains("a local disk", "esx-9", "vireo apply p-7")
          .doesNotContain("naa.63");
      Envelope<? extends Command> command = service.taken().getFirst();
      assertThat(command.source()).isEqualTo("/cli");
      assertThat(command.actor()).startsWith("ops@");
      assertThat(command.correlationId()).isEqualTo(command.id());
      PlanPathPolicy body = (PlanPathPolicy) command.data();
      assertThat(body.select()).isEqualTo("all");
      assertThat(body.satp()).isEqualTo("VMW_SATP_SVC");
      assertThat(body.psp()).isEqualTo("VMW_PSP_RR");
      assertThat(body.devices()).containsExactly("naa.61", "naa.62");
      assertThat(body.overrides()).containsExactly(new RuleOverride("clustered", "one writer"));
      assertThat(body.roundRobin()).isNotNull();
      assertThat(body.roundRobin().limit()).isEqualTo(RoundRobinLimit.IOPS);
      assertThat(body.roundRobin().iops()).isEqualTo(1);
    }
  }

  @Test
  void a_plan_for_programs_is_the_plan_with_the_outcome_in_it() throws Exception {
    try (Views views = new Views().at("/plans/p-7", 200, PLAN);
        AnsweringService service =
            AnsweringService.with(
                Domain.MULTIPATH, command -> List.of(done(command, Map.of("plan", "p-7"))))) {
      Ran ran =
          vireo(
              estateWith(views), "plan", "path-policy", "--json", "--select", "all", "--psp", "X");
      assertThat(ran.code()).isZero();
      JsonNode plan = ran.json();
      assertThat(plan.path("plan").asText()).isEqualTo("p-7");
      assertThat(plan.path("devices")).hasSize(3);
      assertThat(plan.path("command").path("id").asText())
          .isEqualTo(service.taken().getFirst().id());
    }
  }

  @Test
  void what_failed_is_listed_with_what_the_host_answered_even_if_it_is_read_after_the_outcome()
      throws Exception {
    List<String> hosts = List.of("esx-a", "esx-b", "esx-c", "esx-d");
    try (AnsweringService service =
        AnsweringService.saying(Domain.MULTIPATH, command -> partlyDone(command, hosts))) {
      Ran ran =
          vireo(ESTATE, "apply", "p-7", "--canary", "1", "--wave", "50", "--max-failures", "3");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(service.taken().getFirst().data()).isEqualTo(new ApplyPlan("p-7", 1, 50, 3));
      for (String host : hosts) {
        assertThat(ran.err())
            .contains(host + " naa.6" + host + ": the host answered: Unable to set");
      }
      assertThat(ran.err())
          .contains("look at its log", "VMW_PSP_FIXED", "esx-z: UNREACHABLE: no answer on port 22")
          .contains("PARTLY_DONE: 4 hosts failed");
      assertThat(ran.out()).contains("7 changed", "4 failed", "esx-z", "vireo rollback p-7");
    }
  }

  @Test
  void what_failed_is_in_the_document_for_programs() throws Exception {
    try (AnsweringService service =
        AnsweringService.saying(
            Domain.MULTIPATH, command -> partlyDone(command, List.of("esx-a")))) {
      Ran ran = vireo(ESTATE, "apply", "p-7", "--json");
      assertThat(ran.code()).isEqualTo(1);
      JsonNode document = ran.json();
      assertThat(document.path("id").asText()).isEqualTo(service.taken().getFirst().id());
      assertThat(document.path("reason").asText()).isEqualTo("PARTLY_DONE");
      assertThat(document.path("exit").asInt()).isEqualTo(1);
      assertThat(document.at("/deviceFailures/0/advice").asText()).isEqualTo("look at its log");
      assertThat(document.at("/hostFailures/0/about").asText()).isEqualTo("esx-z");
      assertThat(document.at("/finished/changed").asInt()).isEqualTo(7);
    }
  }

  private static List<Envelope<? extends Event>> partlyDone(
      Envelope<? extends Command> command, List<String> hosts) {
    Instant now = Clock.systemUTC().instant();
    List<Event> events = new ArrayList<>();
    events.add(new CommandProgressed(command.id(), "p-7", 1, 5, 0, "esx-a is under way"));
    for (String host : hosts) {
      events.add(
          new PolicyChangeFailed(
              "p-7",
              host,
              "naa.6" + host,
              "esxcli storage nmp device set",
              1,
              "Unable to set",
              new PolicyState("VMW_PSP_FIXED", "", "UNKNOWN", null),
              "look at its log"));
    }
    events.add(
        new PlanFinished("p-7", List.of("esx-1"), hosts, List.of("esx-z"), 7, 0, 4, 0, null));
    events.add(failed(command, FailureReason.PARTLY_DONE, hosts.size() + " hosts failed"));
    Envelope<ApplyHostPlan> child =
        command.child(command.id() + "-z", new ApplyHostPlan("p-7", "esx-z"), "/test", now);
    List<Envelope<? extends Event>> envelopes = new ArrayList<>();
    envelopes.add(
        child.event(
            failed(child, FailureReason.UNREACHABLE, "no answer on port 22"), "/test", now));
    events.forEach(event -> envelopes.add(command.event(event, "/test", now)));
    return envelopes;
  }

  @Test
  void a_rejected_command_ends_with_2_and_names_the_field() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.MULTIPATH,
            command ->
                List.of(
                    new CommandRejected(
                        command.id(),
                        command.type().text(),
                        command.subject(),
                        "psp",
                        "vmw_psp_rr is written VMW_PSP_RR")))) {
      Ran ran = vireo(ESTATE, "plan", "path-policy", "--select", "all", "--psp", "vmw_psp_rr");
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.err()).contains("psp: vmw_psp_rr is written VMW_PSP_RR");
      assertThat(ran.out()).isEmpty();
      assertThat(service.taken()).hasSize(1);
    }
  }

  @Test
  void an_unreachable_host_ends_with_3() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.INVENTORY,
            command -> List.of(failed(command, FailureReason.UNREACHABLE, "the port is closed")))) {
      Ran ran = vireo(ESTATE, "hosts", "probe", "esx-1", "--json");
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.json().path("outcome").asText()).isEqualTo("CommandFailed");
      assertThat(service.taken().getFirst().subject()).isEqualTo("esx-1");
    }
  }

  @Test
  void without_waiting_the_id_is_all_and_it_can_be_asked_for() throws Exception {
    try (AnsweringService service =
            AnsweringService.with(Domain.MULTIPATH, command -> List.of(done(command, Map.of())));
        Views views = new Views()) {
      Ran ran = vireo(ESTATE, "apply", "p-7", "--no-wait");
      assertThat(ran.code()).isZero();
      String id = ran.out().strip();
      assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      Ran document = vireo(ESTATE, "apply", "p-7", "--no-wait", "--json");
      assertThat(document.json().path("state").asText()).isEqualTo("RUNNING");
      views.at(
          "/commands/" + id,
          200,
          "{\"id\":\"x\",\"type\":\"T\",\"state\":\"FINISHED\",\"outcome\":\"CommandFailed\",\"reason\":\"STALE\"}");
      Ran state = vireo(estateWith(views), "command", id);
      assertThat(state.code()).isEqualTo(1);
      assertThat(state.out()).contains("CommandFailed", "STALE");
      await(() -> service.taken().stream().map(Envelope::id).toList().contains(id));
    }
  }

  private static void await(java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 30 s in vain").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void silence_ends_with_3_and_what_has_begun_with_1() throws Exception {
    Ran silent = vireo(ESTATE, "rollback", "p-7", "--timeout", "1s");
    assertThat(silent.code()).isEqualTo(3);
    assertThat(silent.err()).contains("Nobody has answered", "./vireo up", "vireo command");
    try (AnsweringService service =
        AnsweringService.with(
            Domain.MULTIPATH,
            command ->
                List.of(new CommandProgressed(command.id(), "p-7", 1, 9, 0, "on its way")))) {
      Ran begun = vireo(ESTATE, "rollback", "p-7", "--reason", "why not", "--timeout", "3s");
      assertThat(begun.code()).isEqualTo(1);
      assertThat(begun.err()).contains("1 of 9  on its way", "it goes on");
      assertThat(service.taken()).hasSize(1);
    }
  }

  @Test
  void a_password_goes_into_the_credential_folder_and_never_onto_the_bus(@TempDir Path folder)
      throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path password = Files.writeString(folder.resolve("pw"), "hunter2-hunter2");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Path keys = Files.writeString(folder.resolve("keys"), "[127.0.0.1]:2222 ssh-ed25519 AAAAkey\n");
    Map<String, String> estate = new java.util.HashMap<>(ESTATE);
    estate.put("VIREO_HOME", home.toString());
    try (AnsweringService service =
        AnsweringService.with(Domain.INVENTORY, command -> List.of(done(command, Map.of())))) {
      Ran ran =
          vireo(
              estate,
              "hosts",
              "add",
              "esx-01",
              "--address",
              "127.0.0.1:2222",
              "--user",
              "root",
              "--password-file",
              password.toString(),
              "--known-hosts",
              keys.toString(),
              "--tag",
              "env=prod",
              "--tag",
              "site=a");
      assertThat(ran.code()).isZero();
      RegisterHost body = (RegisterHost) service.taken().getFirst().data();
      assertThat(body.connection().credential()).isEqualTo("file:esx-01.password");
      assertThat(body.connection().credentialKind()).isEqualTo(CredentialKind.PASSWORD);
      assertThat(body.connection().trust()).isEqualTo(HostKeyTrust.STRICT);
      assertThat(body.tags()).isEqualTo(Map.of("env", "prod", "site", "a"));
      assertThat(body.toString() + ran.out() + ran.err()).doesNotContain("hunter2");
    }
    Path kept = home.resolve("credentials").resolve("esx-01.password");
    assertThat(kept).hasContent("hunter2-hunter2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(home.resolve("known_hosts")).hasContent("[127.0.0.1]:2222 ssh-ed25519 AAAAkey");
  }

  @Test
  void a_locked_key_is_kept_beside_its_passphrase_and_only_their_names_are_sent(@TempDir Path home)
      throws Exception {
    Path key = Files.writeString(home.resolve("id_ed25519"), "the locked key");
    Path words = Files.writeString(home.resolve("words"), "open sesame");
    for (Path secret : List.of(key, words)) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }
    Map<String, String> estate = new java.util.HashMap<>(ESTATE);
    estate.put("VIREO_HOME", home.toString());
    try (AnsweringService service =
        AnsweringService.with(Domain.INVENTORY, command -> List.of(done(command, Map.of())))) {
      Ran ran =
          vireo(
              estate,
              "hosts",
              "add",
              "esx-02",
              "--address",
              "192.0.2.2",
              "--user",
              "root",
              "--key",
              key.toString(),
              "--passphrase-file",
              words.toString());
      assertThat(ran.code()).isZero();
      RegisterHost body = (RegisterHost) service.taken().getFirst().data();
      assertThat(body.connection().credential()).isEqualTo("file:esx-02.key");
      assertThat(body.connection().credentialKind()).isEqualTo(CredentialKind.PRIVATE_KEY);
      assertThat(body.connection().passphrase()).isEqualTo("file:esx-02.passphrase");
      assertThat(body.toString() + ran.out() + ran.err()).doesNotContain("sesame");
    }
    Path kept = home.resolve("credentials").resolve("esx-02.passphrase");
    assertThat(kept).hasContent("open sesame");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
  }

  @Test
  void the_secret_of_an_api_is_kept_beside_the_key_and_only_its_name_is_sent(@TempDir Path home)
      throws Exception {
    Path token = Files.writeString(home.resolve("token"), "b7d1-the-secret");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> estate = new java.util.HashMap<>(ESTATE);
    estate.put("VIREO_HOME", home.toString());
    try (AnsweringService service =
        AnsweringService.with(Domain.INVENTORY, command -> List.of(done(command, Map.of())))) {
      Ran ran =
          vireo(
              estate,
              "hosts",
              "add",
              "pve-01",
              "--address",
              "192.0.2.3",
              "--user",
              "root",
              "--credential",
              "agent:",
              "--trust-on-first-use",
              "--api",
              "192.0.2.3:8006",
              "--api-user",
              "root@pam!vireo",
              "--api-secret-file",
              token.toString(),
              "--api-fingerprint",
              "5A:00");
      assertThat(ran.code()).isZero();
      RegisterHost body = (RegisterHost) service.taken().getFirst().data();
      assertThat(body.connection().api())
          .isEqualTo(
              new ApiAccess("192.0.2.3:8006", "root@pam!vireo", "file:pve-01.api-secret", "5A:00"));
      assertThat(body.toString() + ran.out() + ran.err()).doesNotContain("the-secret");
    }
    Path kept = home.resolve("credentials").resolve("pve-01.api-secret");
    assertThat(kept).hasContent("b7d1-the-secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_host_list_names_apis_too(@TempDir Path folder) throws Exception {
    Path list =
        Files.writeString(
            folder.resolve("hosts.csv"),
            """
            name,address,user,credential,api,api_user,api_credential
            pve-1,192.0.2.1,root,agent:,192.0.2.1,root@pam,env:VIREO_CREDENTIAL_PVE
            pve-2,192.0.2.2,root,agent:,,,
            """);
    try (AnsweringService service =
        AnsweringService.with(Domain.INVENTORY, command -> List.of(done(command, Map.of())))) {
      assertThat(vireo(ESTATE, "hosts", "import", list.toString()).code()).isZero();
      assertThat(service.taken())
          .map(Envelope::data)
          .map(RegisterHost.class::cast)
          .extracting(RegisterHost::host, c -> c.connection().api())
          .containsExactlyInAnyOrder(
              tuple(
                  "pve-1",
                  new ApiAccess("192.0.2.1", "root@pam", "env:VIREO_CREDENTIAL_PVE", null)),
              tuple("pve-2", null));
    }
  }

  @Test
  void a_host_list_is_taken_in_whole_and_ends_with_1_if_one_does_not_answer(@TempDir Path folder)
      throws Exception {
    Path list =
        Files.writeString(
            folder.resolve("hosts.csv"),
            """
            name,address,user,credential,tags
            esx-1,192.0.2.1,root,env:VIREO_CREDENTIAL_ESX,env=prod;site=a
            esx-2,192.0.2.2,root,env:VIREO_CREDENTIAL_ESX,
            """);
    try (AnsweringService service =
        AnsweringService.with(
            Domain.INVENTORY,
            command ->
                List.of(
                    command.subject().equals("esx-1")
                        ? done(command, Map.of())
                        : failed(command, FailureReason.UNREACHABLE, "no answer")))) {
      Ran ran = vireo(ESTATE, "hosts", "import", list.toString(), "--trust-on-first-use");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).contains("esx-1  done", "esx-2  failed", "no answer");
      assertThat(ran.err()).contains("1 of 2 hosts");
      assertThat(service.taken().stream().map(Envelope::subject))
          .containsExactlyInAnyOrder("esx-1", "esx-2");
    }
  }

  @Test
  void a_scan_is_shown_once_the_view_has_come_as_far() throws Exception {
    Instant readAt = Instant.parse("2026-11-23T10:00:00.123456789Z");
    String device =
        """
        [{"host":"esx-1","id":"naa.61","satp":"VMW_SATP_SVC","psp":"%s","readAt":"%s",
          "paths":[{"name":"vmhba2:C0:T0:L0","state":"ACTIVE","transport":"fc"},
                   {"name":"vmhba3:C0:T0:L0","state":"DEAD","transport":"fc"}]}]
        """;
    ScannedDevice scanned =
        new ScannedDevice("naa.61", null, null, null, null, null, null, null, List.of(), List.of());
    try (Views views =
            new Views()
                .at("/devices", 200, device.formatted("OLD", "2026-11-22T10:00:00Z"))
                .at("/devices", 200, device.formatted("NEW", "2026-11-23T10:00:00.123457Z"));
        AnsweringService service =
            AnsweringService.with(
                Domain.MULTIPATH,
                command ->
                    List.of(
                        new PathsScanned(
                            "esx-1",
                            "VMware ESXi",
                            readAt,
                            List.of(scanned),
                            List.of(),
                            List.of(),
                            List.of()),
                        done(command, Map.of())))) {
      Ran ran = vireo(estateWith(views), "paths", "--host", "esx-1", "--scan");
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("NEW", "2: 1 active, 1 dead", "vmhba3:C0:T0:L0", "<- dead");
      assertThat(views.asked()).hasSize(2).first().isEqualTo("/devices?host=esx-1");
      assertThat(service.taken().getFirst().type().name()).isEqualTo("ScanHostPaths");
    }
  }

  @Test
  void send_publishes_by_a_short_name_and_waits_if_asked_to() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(Domain.MULTIPATH, command -> List.of(done(command, Map.of())))) {
      Ran ran =
          vireo(
              ESTATE,
              "send",
              "ScanPaths",
              "--data",
              "{\"select\":\"all\"}",
              "--id",
              "my-scan-" + System.nanoTime(),
              "--wait",
              "--json",
              "--actor",
              "robot");
      assertThat(ran.code()).isZero();
      assertThat(ran.json().path("id").asText()).startsWith("my-scan-");
      assertThat(service.taken().getFirst().actor()).isEqualTo("robot");
    }
  }

  @Test
  void send_leaves_unchecked_bodies_to_the_service() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(Domain.MULTIPATH, command -> List.of(done(command, Map.of())))) {
      Ran malformed = vireo(ESTATE, "send", "ScanPaths", "--data", "{", "--unchecked", "--wait");
      assertThat(malformed.code()).isEqualTo(2);
      assertThat(malformed.err()).contains("(body)", "not JSON");
      Ran unknown =
          vireo(
              ESTATE,
              "send",
              "dev.vireo.multipath.Explode.v1",
              "--data",
              "{}",
              "--unchecked",
              "--wait");
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(unknown.err()).contains("ce_type", "Explode");
      assertThat(service.taken()).isEmpty();
    }
  }

  private static final String DRIFTS =
      """
      [{"host":"esx-1","device":"naa.61","standard":"s","expected":"VMW_PSP_RR","reason":"wants VMW_PSP_RR",
        "seen":{"psp":"VMW_PSP_FIXED","config":"","mode":"UNKNOWN"},"since":"2026-11-23T10:00:00.123Z"},
       {"host":"esx-2","device":"naa.62","standard":"s","expected":"VMW_PSP_RR","reason":"wants VMW_PSP_RR",
        "seen":{"psp":"VMW_PSP_MRU","config":"","mode":"UNKNOWN"},"since":"2026-11-23T10:00:00.123Z"}]
      """;

  private static CommandSucceeded checked(String host, int drifted) {
    return new CommandSucceeded(
        "check-of-" + host,
        "dev.vireo.multipath.CheckHostStandards.v1",
        host,
        "",
        Map.of("drifted", Integer.toString(drifted)));
  }

  @Test
  void a_check_that_finds_a_device_departing_ends_with_1_and_lists_it_once_the_view_has_it()
      throws Exception {
    try (Views views = new Views().at("/drifts", 200, "[]").at("/drifts", 200, DRIFTS);
        AnsweringService service =
            AnsweringService.with(
                Domain.MULTIPATH,
                command -> List.of(checked("esx-1", 1), done(command, Map.of())))) {
      Ran ran = vireo(estateWith(views), "standard", "check");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).contains("naa.61", "VMW_PSP_FIXED").doesNotContain("naa.62");
      JsonNode document = vireo(estateWith(views), "standard", "check", "--json").json();
      assertThat(document.path("exit").asInt()).isEqualTo(1);
      assertThat(document.path("drifts")).hasSize(1);
    }
  }

  @Test
  void a_check_ends_with_0_where_only_hosts_that_it_did_not_read_depart() throws Exception {
    try (Views views = new Views().at("/drifts", 200, DRIFTS);
        AnsweringService service =
            AnsweringService.with(
                Domain.MULTIPATH,
                command -> List.of(checked("esx-3", 0), done(command, Map.of())))) {
      Ran ran = vireo(estateWith(views), "standard", "check", "--select", "name=esx-3");
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("No device departs from a standard.");
    }
  }
}
