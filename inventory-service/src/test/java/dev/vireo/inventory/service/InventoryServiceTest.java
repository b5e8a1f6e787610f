package dev.vireo.inventory.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.inventory.HostDiscovered;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.ProbeHost;
import dev.vireo.bus.inventory.ProbeHosts;
import dev.vireo.bus.inventory.RebuildProjections;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.inventory.RetireHost;
import dev.vireo.bus.inventory.TagHost;
import dev.vireo.bus.inventory.UnreachableCause;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandRejected;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.bus.service.KafkaClient;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(InventoryBackends.class)
class InventoryServiceTest {

  @Inject KafkaClient kafka;
  @Inject ViewPositions views;
  @Inject DataSource database;

  @TempDir Path folder;

  private Conversation bus;

  @BeforeEach
  void connect() throws InterruptedException {
    bus = new Conversation(kafka.bootstrap(), Domain.INVENTORY);
  }

  @AfterEach
  void leave() throws InterruptedException {
    bus.close();
  }

  private static Connection at(String address) {
    return at(address, InventoryBackends.PASSWORD_FILE);
  }

  private static Connection at(String address, String passwordFile) {
    return new Connection(
        address,
        "root",
        CredentialKind.PASSWORD,
        "file:" + passwordFile,
        HostKeyTrust.TRUST_ON_FIRST_USE,
        null);
  }

  private Outcome register(String name, String address) throws InterruptedException {
    return bus.does(new RegisterHost(name, at(address), Map.of()));
  }

  /** Events about something so far, in order, outcomes left out. */
  private List<Event> told(String about) {
    return bus.toldOf(Event.class, about).stream().filter(e -> !(e instanceof Outcome)).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    URI http = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(http.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    views.catchUp(Duration.ofSeconds(30));
    HttpResponse<String> response = ask(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void registers_a_host_says_what_it_is_and_shows_it() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      Outcome outcome =
          bus.does(new RegisterHost("reg-1", at(host.address()), Map.of("env", "prod")));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              CommandSucceeded.class,
              e -> assertThat(e.summary()).contains("VMware ESXi 6.7.0 build-17700523"));
      assertThat(bus.toldOf(HostIdentified.class, "reg-1"))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.product()).isEqualTo("esx");
                assertThat(e.version()).isEqualTo("6.7.0");
                assertThat(e.build()).isEqualTo("17700523");
                assertThat(e.adapters()).extracting("name").containsExactly("vmhba2");
              });
      JsonNode shown = json("/hosts/reg-1");
      assertThat(shown.get("state").asText()).isEqualTo("REACHABLE");
      assertThat(shown.get("address").asText()).isEqualTo(host.address());
      assertThat(shown.get("user").asText()).isEqualTo("root");
      assertThat(shown.at("/tags/env").asText()).isEqualTo("prod");
      assertThat(shown.at("/adapters/0/link").asText()).isEqualTo("link-up");
      assertThat(shown.get("changedAt").asText()).matches("\\d{4}-.*Z");
    }
  }

  @Test
  void a_closed_port_is_refused_and_the_host_is_registered_all_the_same() throws Exception {
    int port = freePort();

    Outcome outcome = register("closed-1", "127.0.0.1:" + port);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CommandFailed.class,
            e -> {
              assertThat(e.reason()).isEqualTo(FailureReason.UNREACHABLE);
              assertThat(e.message()).contains("REFUSED");
            });
    assertThat(bus.toldOf(HostRegistered.class, "closed-1")).hasSize(1);
    assertThat(bus.toldOf(HostUnreachable.class, "closed-1"))
        .singleElement()
        .satisfies(e -> assertThat(e.cause()).isEqualTo(UnreachableCause.REFUSED));

    try (HostOverSsh host = HostOverSsh.start(folder, port)) {
      assertThat(host.port()).isEqualTo(port);
      assertThat(bus.does(new ProbeHost("closed-1"))).isInstanceOf(CommandSucceeded.class);
    }
    assertThat(told("closed-1"))
        .extracting(Object::getClass)
        .isEqualTo(
            List.of(
                HostRegistered.class,
                HostUnreachable.class,
                HostRecovered.class,
                HostIdentified.class));
  }

  /** A port whose queue is full drops whoever else knocks, in silence, as a filter does. */
  @Test
  @Tag("long")
  void an_address_that_keeps_silent_is_called_filtered() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> queue = new ArrayList<>();
      try {
        for (int i = 0; i < 8; i++) {
          SocketChannel channel = SocketChannel.open();
          queue.add(channel);
          channel.configureBlocking(false);
          channel.connect(full.getLocalSocketAddress());
        }

        Outcome outcome = register("silent-1", "127.0.0.1:" + full.getLocalPort());

        assertThat(outcome)
            .isInstanceOfSatisfying(
                CommandFailed.class,
                e -> {
                  assertThat(e.reason()).isEqualTo(FailureReason.UNREACHABLE);
                  assertThat(e.message()).contains("FILTERED");
                });
        assertThat(bus.toldOf(HostUnreachable.class, "silent-1"))
            .singleElement()
            .satisfies(
                e -> {
                  assertThat(e.cause()).isEqualTo(UnreachableCause.FILTERED);
                  assertThat(e.advice()).isNotEmpty();
                });
      } finally {
        for (SocketChannel channel : queue) {
          channel.close();
        }
      }
    }
  }

  @Test
  void a_wrong_password_is_a_matter_of_auth_and_stands_in_no_message() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      Outcome outcome =
          bus.does(
              new RegisterHost(
                  "wrong-1", at(host.address(), InventoryBackends.WRONG_FILE), Map.of()));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              CommandFailed.class,
              e -> assertThat(e.message()).contains("AUTH").doesNotContain(HostOverSsh.PASSWORD));
      assertThat(bus.toldOf(HostUnreachable.class, "wrong-1"))
          .singleElement()
          .satisfies(e -> assertThat(e.cause()).isEqualTo(UnreachableCause.AUTH));
      JsonNode shown = json("/hosts/wrong-1");
      assertThat(shown.get("state").asText()).isEqualTo("UNREACHABLE");
      assertThat(shown.get("cause").asText()).isEqualTo("AUTH");
      assertThat(shown.get("advice").asText()).isNotEmpty();
    }
  }

  @Test
  void a_host_whose_key_has_changed_is_not_let_near_the_password() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      assertThat(register("key-1", host.address())).isInstanceOf(CommandSucceeded.class);
      host.changeKey();
      int logins = host.logins();

      Outcome outcome = bus.does(new ProbeHost("key-1"));

      assertThat(outcome).isInstanceOf(CommandFailed.class);
      assertThat(bus.toldOf(HostUnreachable.class, "key-1"))
          .singleElement()
          .satisfies(e -> assertThat(e.cause()).isEqualTo(UnreachableCause.HOST_KEY));
      assertThat(host.logins()).isEqualTo(logins);
    }
  }

  @Test
  void what_has_not_changed_is_not_told_again_and_an_upgrade_is() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      register("same-1", host.address());
      bus.does(new ProbeHost("same-1"));
      assertThat(told("same-1")).hasSize(2);

      host.says("vmware", "VMware ESXi 7.0.3 build-19482537\n");
      bus.does(new ProbeHost("same-1"));

      assertThat(bus.toldOf(HostIdentified.class, "same-1"))
          .extracting(HostIdentified::version)
          .containsExactly("6.7.0", "7.0.3");
    }
  }

  @Test
  void the_same_command_twice_is_worked_once() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      RegisterHost command = new RegisterHost("twice-1", at(host.address()), Map.of());
      String id = bus.give(command);
      bus.outcome(id);
      int logins = host.logins();

      bus.giveAgain(id, command);
      // One lane, one order: when this is worked, the repeat before it was.
      bus.does(new TagHost("name=twice-1", Map.of("after", "repeat"), List.of()));
      bus.does(new RetireHost("twice-1", "the test is over"));

      assertThat(bus.outcomes(id)).hasSize(1);
      assertThat(bus.toldOf(HostRegistered.class, "twice-1")).hasSize(1);
      assertThat(host.logins()).isEqualTo(logins);
    }
  }

  @Test
  void a_wrong_selector_is_refused_with_the_place_of_the_error() throws Exception {
    register("sel-1", "127.0.0.1:" + freePort());

    Outcome outcome = bus.does(new ProbeHosts("name=sel-1 and colour=red"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CommandRejected.class,
            e -> {
              assertThat(e.field()).isEqualTo("select");
              assertThat(e.message()).contains("colour").contains("^");
            });
    HttpResponse<String> response = ask("/hosts?select=colour%3Dred");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.MAPPER.readTree(response.body()).get("field").asText()).isEqualTo("select");
  }

  @Test
  void an_unknown_host_is_refused_with_the_nearest_names() throws Exception {
    register("near-1", "127.0.0.1:" + freePort());

    assertThat(bus.does(new ProbeHost("near-2")))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            e -> {
              assertThat(e.field()).isEqualTo("host");
              assertThat(e.message()).contains("near-1");
            });
    assertThat(bus.does(new RetireHost("near-2", null))).isInstanceOf(CommandRejected.class);
    HttpResponse<String> response = ask("/hosts/near-2");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Json.MAPPER.readTree(response.body()).get("field").asText()).isEqualTo("host");
  }

  @Test
  void malformed_registrations_name_their_field_and_touch_nothing() throws Exception {
    assertThat(register("naa.1;reboot", "127.0.0.1:22"))
        .isInstanceOfSatisfying(
            CommandRejected.class, e -> assertThat(e.field()).isEqualTo("host"));
    assertThat(register("bad-1", "127.0.0.1 -oProxyCommand=x"))
        .isInstanceOfSatisfying(
            CommandRejected.class, e -> assertThat(e.field()).isEqualTo("connection.address"));
    assertThat(told("bad-1")).isEmpty();
  }

  @Test
  void a_second_name_for_an_address_is_refused() throws Exception {
    String address = "127.0.0.1:" + freePort();
    register("first-name", address);

    assertThat(register("second-name", address))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            e -> {
              assertThat(e.field()).isEqualTo("connection.address");
              assertThat(e.message()).contains("first-name");
            });
  }

  @Test
  void tags_are_set_and_removed_and_select_afterwards() throws Exception {
    register("tag-1", "127.0.0.1:" + freePort());
    register("tag-2", "127.0.0.1:" + freePort());

    bus.does(new TagHost("name~'tag-*'", Map.of("env", "test", "site", "b"), List.of()));
    bus.does(new TagHost("name=tag-2", Map.of(), List.of("site")));
    bus.does(new TagHost("name=tag-2", Map.of(), List.of("site")));

    assertThat(bus.toldOf(HostTagged.class, "tag-2"))
        .extracting(HostTagged::tags)
        .containsExactly(Map.of("env", "test", "site", "b"), Map.of("env", "test"));
    String select = URLEncoder.encode("tag:site=b and name~'tag-*'", StandardCharsets.UTF_8);
    assertThat(json("/hosts?select=" + select).findValuesAsText("host")).containsExactly("tag-1");
    assertThat(bus.does(new TagHost("name=tag-1", Map.of(), List.of())))
        .isInstanceOf(CommandRejected.class);
  }

  @Test
  void a_retired_host_is_gone_and_its_address_is_free_again() throws Exception {
    String address = "127.0.0.1:" + freePort();
    register("old-1", address);

    assertThat(bus.does(new RetireHost("old-1", "sold"))).isInstanceOf(CommandSucceeded.class);

    assertThat(bus.toldOf(HostRetired.class, "old-1"))
        .containsExactly(new HostRetired("old-1", "sold"));
    views.catchUp(Duration.ofSeconds(30));
    assertThat(ask("/hosts/old-1").statusCode()).isEqualTo(404);
    assertThat(register("new-1", address)).isInstanceOf(CommandFailed.class);
    assertThat(bus.toldOf(HostRegistered.class, "new-1")).hasSize(1);
  }

  @Test
  void probing_many_gives_their_totals_and_says_who_is_silent() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      register("many-1", host.address());
      register("many-2", "127.0.0.1:" + freePort());

      assertThat(bus.does(new ProbeHosts("name~'many-*'")))
          .isInstanceOfSatisfying(
              CommandFailed.class,
              e -> {
                assertThat(e.reason()).isEqualTo(FailureReason.PARTLY_DONE);
                assertThat(e.message()).contains("1 of 2 hosts answer").contains("many-2");
                assertThat(e.result()).containsEntry("reachable", "1");
              });
    }
  }

  @Test
  void finds_hosts_at_listed_addresses_and_registers_those_that_are_new() throws Exception {
    try (HostOverSsh known = HostOverSsh.start(folder.resolve("a"));
        HostOverSsh fresh = HostOverSsh.start(folder.resolve("b"))) {
      register("found-known", known.address());
      String closed = "127.0.0.1:" + freePort();

      Outcome outcome =
          bus.does(
              new DiscoverHosts(
                  List.of(known.address(), fresh.address(), closed),
                  null,
                  null,
                  null,
                  at("(any)"),
                  Map.of("found", "yes"),
                  null));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              CommandSucceeded.class,
              e ->
                  assertThat(e.result())
                      .containsEntry("found", "2")
                      .containsEntry("known", "1")
                      .containsEntry("silent.REFUSED", "1"));
      String name = "127.0.0.1-" + fresh.port();
      assertThat(bus.toldOf(HostDiscovered.class, "found-known")).hasSize(1);
      assertThat(bus.toldOf(HostDiscovered.class, fresh.address()))
          .singleElement()
          .satisfies(e -> assertThat(e.banner()).startsWith("SSH-2.0-"));
      assertThat(bus.toldOf(HostRegistered.class, name))
          .singleElement()
          .satisfies(e -> assertThat(e.tags()).containsEntry("found", "yes"));
      assertThat(bus.toldOf(HostIdentified.class, name)).hasSize(1);
      JsonNode shown = json("/discovered");
      List<String> registeredAs = new ArrayList<>();
      shown.forEach(
          d -> {
            if (d.get("address").asText().equals(fresh.address())) {
              registeredAs.add(d.get("registeredAs").asText());
            }
          });
      assertThat(registeredAs).containsExactly(name);
    }
  }

  @Test
  void looks_through_a_network_and_refuses_one_that_is_too_wide() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      Outcome found =
          bus.does(
              new DiscoverHosts(
                  List.of(), "127.0.0.1/32", null, host.port(), null, Map.of(), null));

      assertThat(found).isInstanceOf(CommandSucceeded.class);
      assertThat(bus.toldOf(HostDiscovered.class, host.address()))
          .singleElement()
          .satisfies(e -> assertThat(e.foundBy()).isEqualTo("network"));
    }
    assertThat(
            bus.does(new DiscoverHosts(List.of(), "10.0.0.0/8", null, null, null, Map.of(), null)))
        .isInstanceOfSatisfying(
            CommandRejected.class,
            e -> {
              assertThat(e.field()).isEqualTo("network");
              assertThat(e.message()).contains("/20");
            });
  }

  @Test
  void rebuilt_views_are_row_for_row_what_they_were() throws Exception {
    try (HostOverSsh host = HostOverSsh.start(folder)) {
      register("rebuild-1", host.address());
      bus.does(new TagHost("name=rebuild-1", Map.of("env", "prod"), List.of()));
      register("rebuild-2", "127.0.0.1:" + freePort());
      bus.does(new DiscoverHosts(List.of(host.address()), null, null, null, null, Map.of(), null));
    }
    views.catchUp(Duration.ofSeconds(30));
    List<String> before = rows();

    assertThat(bus.does(new RebuildProjections("a test"))).isInstanceOf(CommandSucceeded.class);

    views.catchUp(Duration.ofSeconds(30));
    assertThat(rows()).isEqualTo(before).anyMatch(row -> row.contains("rebuild-1"));
  }

  private List<String> rows() throws Exception {
    List<String> rows = new ArrayList<>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                """
                select to_jsonb(h)::text from hosts h
                union all select to_jsonb(d)::text from discovered d
                order by 1
                """)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  @Test
  void is_ready_and_describes_its_queries() throws Exception {
    assertThat(ask("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(ask("/q/openapi").body()).contains("/hosts/{host}").contains("/discovered");
  }
}
