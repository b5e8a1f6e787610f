package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.container.CheckContainers;
import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerFinding;
import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DefinedContainer;
import dev.vireo.bus.container.DefinitionMode;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.DistributionMapped;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.FindingKind;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.RemoveDefinition;
import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.ResolvedDistribution;
import dev.vireo.bus.container.RestartContainer;
import dev.vireo.bus.container.ScanDistributions;
import dev.vireo.bus.container.ScanHostContainers;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.bus.container.UndoRenameTemplate;
import dev.vireo.bus.container.UnmapDistribution;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands of templates and containers through the real broker, with a service of the test's. */
final class ContainersOverKafkaTest {

  private static final Map<String, String> ESTATE =
      Map.of("VIREO_KAFKA", AnsweringService.bootstrap(), "USER", "ops");

  private static final String HIDDEN = "Gentoo_Remix_Base_7.1_x86_openvz.tar.gz";
  private static final String SUGGESTED = "remix-7-Base_7.1-1_i386.tar.gz";

  private static CommandSucceeded done(
      Envelope<? extends Command> command, Map<String, String> result) {
    return new CommandSucceeded(
        command.id(), command.type().text(), command.subject(), "all done", result);
  }

  private static CommandFailed failed(Envelope<? extends Command> command, String message) {
    return new CommandFailed(
        command.id(),
        command.type().text(),
        command.subject(),
        FailureReason.NOT_VERIFIED,
        message,
        Map.of());
  }

  private static ContainerFailed noNetwork() {
    return new ContainerFailed(
        "pve-1",
        "101",
        ContainerWork.START,
        FailureCause.NO_NETWORK_CONFIG,
        "vzctl start 101",
        0,
        "ADDRESS: no interface has 10.20.0.10",
        "MapDistribution remix -> gentoo; then start it again",
        List.of(
            new StartCheck(
                StartCheckName.STATUS_RUNNING, StartCheckResult.PASSED, "mounted running"),
            new StartCheck(StartCheckName.ADDRESS, StartCheckResult.FAILED, "only lo is there")),
        List.of(
            new ContainerFinding(
                FindingKind.WARNING, "no configuration file for remix-7", "default is used")),
        new SeenContainer("101", "web", ContainerState.RUNNING, List.of(), null, null),
        null);
  }

  /** Runs it against a service that says it is done, and gives what the service was given. */
  private static Command given(String... arguments) throws Exception {
    try (AnsweringService service =
        AnsweringService.with(Domain.CONTAINER, command -> List.of(done(command, Map.of())))) {
      Ran ran = vireo(ESTATE, arguments);
      assertThat(ran.err()).isEmpty();
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("all done");
      return service.taken().getFirst().data();
    }
  }

  @Test
  void each_option_becomes_the_field_of_its_name() throws Exception {
    assertThat(
            given(
                "containers create --select product=pve --template t.tar.gz --names web{n} --count 3 --addresses 10.20.0.0/24 --prefix 24 --gateway 10.20.0.1 --nameservers 10.20.0.2,10.20.0.3 --search-domain example.org --memory-mib 512 --swap-mib 64 --disk-gib 4 --cpus 2 --cpu-units 1000 --first-id 200 --start --keep-half-made"
                    .split(" ")))
        .isEqualTo(
            new CreateContainer(
                "product=pve",
                "t.tar.gz",
                3,
                "web{n}",
                "10.20.0.0/24",
                24,
                "10.20.0.1",
                List.of("10.20.0.2", "10.20.0.3"),
                "example.org",
                new ContainerResources(512, 64, 4, 2, 1000),
                200,
                true,
                true));
    assertThat(
            given(
                "containers set pve-1 101 --hostname www --addresses 10.20.0.7,10.20.0.8 --no-on-boot --memory-mib 256"
                    .split(" ")))
        .isEqualTo(
            new SetContainer(
                "pve-1",
                "101",
                "www",
                List.of("10.20.0.7", "10.20.0.8"),
                false,
                null,
                List.of(),
                null,
                new ContainerResources(256, null, null, null, null),
                false));
    assertThat(
            given(
                "containers define pve-1 101 --running --hostname web --on-boot --mode enforce"
                    .split(" ")))
        .isEqualTo(
            new DefineContainer(
                "pve-1",
                "101",
                new DefinedContainer(true, "web", List.of(), true),
                DefinitionMode.ENFORCE));
  }

  @Test
  void each_command_about_one_container_is_what_it_is_called() throws Exception {
    assertThat(given("containers", "start", "pve-1", "101", "--within-seconds", "9"))
        .isEqualTo(new StartContainer("pve-1", "101", 9));
    assertThat(given("containers", "stop", "pve-1", "101", "--kill"))
        .isEqualTo(new StopContainer("pve-1", "101", true));
    assertThat(given("containers", "restart", "pve-1", "101"))
        .isEqualTo(new RestartContainer("pve-1", "101", null));
    assertThat(given("containers", "snapshot", "pve-1", "101", "before"))
        .isEqualTo(new SnapshotContainer("pve-1", "101", "before"));
    assertThat(given("containers", "clone", "pve-1", "101", "--hostname", "b", "--first-id", "300"))
        .isEqualTo(new CloneContainer("pve-1", "101", "b", 300));
    assertThat(given("containers", "migrate", "pve-1", "101", "--to", "pve-2", "--online"))
        .isEqualTo(new MigrateContainer("pve-1", "101", "pve-2", true));
    assertThat(given("containers", "destroy", "pve-1", "101", "--name", "web", "--stop"))
        .isEqualTo(new DestroyContainer("pve-1", "101", "web", true));
    assertThat(given("containers", "undefine", "pve-1", "101"))
        .isEqualTo(new RemoveDefinition("pve-1", "101"));
  }

  @Test
  void templates_are_renamed_and_mapped_and_both_are_undone() throws Exception {
    assertThat(given("templates", "rename", "pve-1", HIDDEN))
        .isEqualTo(new RenameTemplate("pve-1", HIDDEN, null));
    assertThat(given("templates", "rename", "pve-1", HIDDEN, "a-1-b_1_i386.tar.gz"))
        .isEqualTo(new RenameTemplate("pve-1", HIDDEN, "a-1-b_1_i386.tar.gz"));
    assertThat(given("templates", "rename", "pve-1", SUGGESTED, "--undo"))
        .isEqualTo(new UndoRenameTemplate("pve-1", SUGGESTED));
    assertThat(given("templates", "map", "pve-1", "remix", "--to", "gentoo", "--full-name"))
        .isEqualTo(new MapDistribution("pve-1", "remix", "gentoo", true));
    assertThat(given("templates", "map", "pve-1", "remix", "--undo"))
        .isEqualTo(new UnmapDistribution("pve-1", "remix.conf"));
  }

  @Test
  void what_was_renamed_and_mapped_is_in_the_document() throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.CONTAINER,
            command ->
                switch (command.data()) {
                  case RenameTemplate r ->
                      List.of(
                          new TemplateRenamed("pve-1", "/t", HIDDEN, SUGGESTED, false),
                          done(command, Map.of()));
                  default ->
                      List.of(
                          new DistributionMapped(
                              "pve-1", "/d", "remix.conf", "gentoo.conf", List.of(), false),
                          done(command, Map.of()));
                })) {
      assertThat(
              vireo(ESTATE, "templates", "rename", "pve-1", HIDDEN, "--json")
                  .json()
                  .at("/renamed/to")
                  .asText())
          .isEqualTo(SUGGESTED);
      assertThat(
              vireo(ESTATE, "templates", "map", "pve-1", "remix", "--json")
                  .json()
                  .at("/mapped/config")
                  .asText())
          .isEqualTo("gentoo.conf");
    }
  }

  @Test
  void the_doctor_says_of_a_hidden_template_why_what_is_inside_and_what_to_call_it()
      throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.CONTAINER,
            command ->
                List.of(
                    new TemplateAccepted(
                        "pve-1",
                        "/t",
                        "debian-6.0-standard_6.0-4_i386.tar.gz",
                        7,
                        TemplateRule.PVE1,
                        null),
                    new TemplateRejected(
                        "pve-1",
                        "/t",
                        HIDDEN,
                        7,
                        TemplateRule.PVE1,
                        "NO_VERSION_PART",
                        13,
                        "there is no version after the distribution",
                        SUGGESTED,
                        new TemplateEvidence(
                            "remix", "7.1", "i386", "gentoo", List.of("etc/remix-release"))),
                    done(command, Map.of("accepted", "1", "rejected", "1"))))) {
      Ran ran = vireo(ESTATE, "templates", "doctor", "--select", "all", "--rule", "pve1");
      assertThat(ran.code()).isZero();
      assertThat(ran.out())
          .contains("debian-6.0-standard", "NO_VERSION_PART, character 13")
          .contains("remix 7.1 i386 (akin to gentoo): etc/remix-release", SUGGESTED)
          .contains("vireo templates rename pve-1 " + HIDDEN);
      assertThat(service.taken().getFirst().data())
          .isEqualTo(new ScanTemplates("all", false, TemplateRule.PVE1));
      JsonNode json = vireo(ESTATE, "templates", "doctor", "--select", "all", "--json").json();
      assertThat(json.at("/rejected/0/suggestedName").asText()).isEqualTo(SUGGESTED);
      assertThat(json.at("/accepted")).hasSize(1);
    }
  }

  @Test
  void a_start_without_network_says_why_with_every_check_and_line_and_what_to_do()
      throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.CONTAINER,
            command -> List.of(noNetwork(), failed(command, "all of that once more")))) {
      Ran ran = vireo(ESTATE, "containers", "start", "pve-1", "101");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .startsWith("pve-1 101: start failed: NO_NETWORK_CONFIG")
          .contains("passed  status running mounted running", "failed  address        only lo")
          .contains("warning no configuration file for remix-7 (default is used)")
          .contains("ran: vzctl start 101 (exit 0)", "read afterwards: RUNNING")
          .contains("to do: MapDistribution remix -> gentoo", "vireo: NOT_VERIFIED")
          .doesNotContain("once more");
      JsonNode json = vireo(ESTATE, "containers", "start", "pve-1", "101", "--json").json();
      assertThat(json.at("/containerFailures/0/cause").asText()).isEqualTo("NO_NETWORK_CONFIG");
      assertThat(json.path("done")).isEmpty();
    }
  }

  @Test
  void of_many_containers_the_failed_ones_are_explained_once_and_the_others_are_listed()
      throws Exception {
    try (AnsweringService service =
        AnsweringService.saying(
            Domain.CONTAINER,
            command -> {
              Instant now = Clock.systemUTC().instant();
              Envelope<? extends Command> child =
                  command.child(
                      command.id() + "-c",
                      new StartContainer("pve-1", "101", null),
                      AnsweringService.SOURCE,
                      now);
              Envelope<? extends Command> refused =
                  command.child(
                      command.id() + "-r",
                      new StartContainer("pve-1", "103", null),
                      AnsweringService.SOURCE,
                      now);
              return List.<Envelope<? extends Event>>of(
                  command.event(
                      new ContainerStarted(
                          "pve-1",
                          "102",
                          "web2",
                          List.of(
                              new StartCheck(
                                  StartCheckName.GATEWAY_PING,
                                  StartCheckResult.PASSED,
                                  "1 packets transmitted, 1 received")),
                          List.of()),
                      AnsweringService.SOURCE,
                      now),
                  child.event(noNetwork(), AnsweringService.SOURCE, now),
                  child.event(failed(child, "all of that"), AnsweringService.SOURCE, now),
                  refused.event(failed(refused, "no place"), AnsweringService.SOURCE, now),
                  command.event(
                      failed(command, "1 made; 2 failed:\npve-1: all of that"),
                      AnsweringService.SOURCE,
                      now));
            })) {
      Ran ran =
          vireo(
              ESTATE,
              "containers",
              "create",
              "--select",
              "all",
              "--template",
              "t",
              "--names",
              "web{n}");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).contains("pve-1 102: it runs and its network is up");
      assertThat(ran.err())
          .contains("pve-1 101: start failed", "no place", "1 made; 2 failed")
          .doesNotContain("all of that");
    }
  }

  @Test
  void without_waiting_the_id_is_the_result() throws Exception {
    try (AnsweringService service = AnsweringService.with(Domain.CONTAINER, command -> List.of())) {
      Ran ran = vireo(ESTATE, "containers", "stop", "pve-1", "101", "--no-wait", "--json");
      assertThat(ran.code()).isZero();
      assertThat(ran.json().path("state").asText()).isEqualTo("RUNNING");
      assertThat(ran.json().path("type").asText()).endsWith("StopContainer.v1");
    }
  }

  @Test
  void a_list_after_a_scan_waits_for_the_view_to_show_it() throws Exception {
    Instant readAt = Instant.parse("2026-11-23T10:00:05.123456Z");
    String host = "[{\"host\":\"pve-1\",\"readAt\":\"%s\"}]";
    try (Views views =
            new Views()
                .at("/containers/hosts", 200, host.formatted("2026-11-23T09:00:00Z"))
                .at("/containers/hosts", 200, host.formatted(readAt))
                .at(
                    "/containers",
                    200,
                    "[{\"host\":\"pve-1\",\"container\":\"101\",\"hostname\":\"web\",\"state\":\"RUNNING\",\"addresses\":[\"10.20.0.10\"],\"checks\":[]}]");
        AnsweringService service =
            AnsweringService.with(
                Domain.CONTAINER,
                command ->
                    List.of(
                        new ContainersScanned(
                            "pve-1", "PVE", readAt, null, null, List.of(), List.of()),
                        done(command, Map.of())))) {
      Map<String, String> estate = new java.util.HashMap<>(ESTATE);
      estate.put("VIREO_CONTAINER_URL", views.url());
      Ran ran = vireo(estate, "containers", "list", "--host", "pve-1", "--scan");
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("101", "web", "RUNNING", "10.20.0.10");
      assertThat(views.asked())
          .containsExactly(
              "/containers/hosts?host=pve-1",
              "/containers/hosts?host=pve-1",
              "/containers?host=pve-1");
      assertThat(service.taken().getFirst().data()).isEqualTo(new ScanHostContainers("pve-1"));
    }
  }

  @Test
  void a_check_that_finds_a_container_departing_ends_with_1_and_lists_it() throws Exception {
    try (Views views =
            new Views()
                .at(
                    "/containers/drifts",
                    200,
                    "[{\"host\":\"pve-1\",\"container\":\"101\",\"mode\":\"REPORT\",\"since\":\"2026-11-23T10:00:00Z\",\"departures\":[{\"setting\":\"state\",\"from\":\"RUNNING\",\"to\":\"STOPPED\"}]}]");
        AnsweringService service =
            AnsweringService.with(
                Domain.CONTAINER, command -> List.of(done(command, Map.of("drifted", "1"))))) {
      Map<String, String> estate = new java.util.HashMap<>(ESTATE);
      estate.put("VIREO_CONTAINER_URL", views.url());
      Ran ran = vireo(estate, "containers", "check", "--select", "all");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.out()).contains("state: shall be RUNNING, is STOPPED");
      assertThat(service.taken().getFirst().data()).isEqualTo(new CheckContainers("all"));
    }
  }

  @Test
  void which_configuration_each_template_gets_is_listed_with_what_would_serve_the_rest()
      throws Exception {
    try (AnsweringService service =
        AnsweringService.with(
            Domain.CONTAINER,
            command ->
                List.of(
                    new DistributionsScanned(
                        "pve-1",
                        "/etc/vz/dists",
                        List.of("debian.conf", "default", "gentoo.conf"),
                        "debian",
                        List.of(
                            new ResolvedDistribution(
                                "sabayon-5-x",
                                "default",
                                List.of("sabayon-5-x.conf"),
                                List.of("101")),
                            new ResolvedDistribution(
                                "debian-6", "debian.conf", List.of("debian.conf"), List.of())),
                        Instant.parse("2026-11-23T10:00:05Z")),
                    new DistributionUnresolved(
                        "pve-1",
                        "sabayon-5-x",
                        List.of("sabayon-5-x.conf", "sabayon.conf", "default"),
                        "debian",
                        "gentoo",
                        "sabayon.conf",
                        List.of("101"),
                        "MapDistribution sabayon -> gentoo"),
                    done(command, Map.of())))) {
      Ran ran = vireo(ESTATE, "templates", "distributions", "--select", "all");
      assertThat(ran.code()).isZero();
      assertThat(ran.out())
          .containsSubsequence("pve-1", "debian-6", "debian.conf", "sabayon-5-x", "default", "101")
          .contains(
              "there is no sabayon-5-x.conf, nor sabayon.conf; the default is that of debian",
              "to do   MapDistribution sabayon -> gentoo");
      assertThat(service.taken().getFirst().data()).isEqualTo(new ScanDistributions("all"));
    }
  }
}
