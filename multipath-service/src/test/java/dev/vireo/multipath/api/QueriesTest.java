package dev.vireo.multipath.api;

import static dev.vireo.multipath.projection.Story.CHANGED;
import static dev.vireo.multipath.projection.Story.FAILED;
import static dev.vireo.multipath.projection.Story.FIRST;
import static dev.vireo.multipath.projection.Story.PLAN;
import static dev.vireo.multipath.projection.Story.REFUSED;
import static dev.vireo.multipath.projection.Story.SECOND;
import static dev.vireo.multipath.projection.Story.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.multipath.projection.Story;
import dev.vireo.multipath.projection.TestPlatform;
import dev.vireo.multipath.projection.Told;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResourceManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class QueriesTest {

  @Inject Told told;

  @BeforeEach
  void the_story_is_told() throws InterruptedException {
    List<Envelope<? extends Event>> events = new ArrayList<>(Story.planned());
    events.addAll(Story.applied());
    events.addAll(Story.undone());
    told.of(events);
  }

  @Test
  void devices_of_a_host_come_as_it_lists_them_with_their_paths() throws Exception {
    JsonNode devices = found("/devices?host=" + FIRST);
    assertThat(texts(devices, "id")).containsExactly(CHANGED, FAILED, REFUSED);
    JsonNode first = devices.get(0);
    assertThat(first.path("host").asText()).isEqualTo(FIRST);
    assertThat(first.path("psp").asText()).isEqualTo("VMW_PSP_FIXED");
    assertThat(first.path("mode").asText()).isEqualTo("FOLLOWS_DEFAULT");
    assertThat(first.path("local").asBoolean(true)).isFalse();
    assertThat(first.path("readAt").asText()).isEqualTo("2026-03-01T08:01:30Z");
    assertThat(texts(first.path("paths"), "state")).containsExactly("ACTIVE", "STANDBY");
    assertThat(first.path("working").get(0).asText()).isEqualTo("vmhba2:C0:T0:L1");
  }

  @Test
  void devices_of_selected_hosts_come_and_no_others() throws Exception {
    JsonNode devices = found("/devices?select=" + encoded("name~'story-*' and tag:env=lab"));
    assertThat(texts(devices, "host")).isNotEmpty().containsOnly(SECOND);
    assertThat(found("/devices?select=" + encoded("tag:env=none"))).isEmpty();
  }

  @Test
  void array_types_of_a_host_come_with_their_defaults() throws Exception {
    JsonNode satps = found("/satps?host=" + FIRST);
    assertThat(texts(satps, "satp")).containsExactly("VMW_SATP_SVC");
    assertThat(texts(satps, "defaultPsp")).containsExactly("VMW_PSP_FIXED");
  }

  @Test
  void a_plan_says_what_became_of_each_device() throws Exception {
    JsonNode plan = found("/plans/" + PLAN);
    assertThat(plan.path("state").asText()).isEqualTo("ROLLED_BACK");
    assertThat(plan.path("hosts").asInt()).isEqualTo(2);
    assertThat(plan.path("hostNames").get(1).asText()).isEqualTo(SECOND);
    assertThat(plan.path("psp").asText()).isEqualTo("VMW_PSP_RR");
    assertThat(plan.path("roundRobin").path("iops").asInt()).isEqualTo(1);
    assertThat(plan.path("result").path("stopped").asText()).isEqualTo("1 failed");
    assertThat(texts(plan.path("rollBacks"), "reason")).containsExactly("a bad night");
    assertThat(texts(plan.path("devices"), "state"))
        .containsExactly("RESTORED", "FAILED", "REFUSED", "PLANNED", "PLANNED", "PLANNED");
    JsonNode failed = plan.path("devices").get(1);
    assertThat(failed.path("said").asText()).isEqualTo("Unable to set");
    assertThat(failed.path("advice").asText()).isEqualTo("look at the host");
    assertThat(failed.path("to").path("psp").asText()).isEqualTo("VMW_PSP_RR");
    assertThat(plan.path("devices").get(2).path("said").asText()).isEqualTo("it has one path");
  }

  @Test
  void plans_are_listed() throws Exception {
    JsonNode plan =
        StreamSupport.stream(found("/plans").spliterator(), false)
            .filter(p -> p.path("plan").asText().equals(PLAN))
            .findFirst()
            .orElseThrow();
    assertThat(plan.path("change").asInt()).isEqualTo(4);
    assertThat(plan.path("refuse").asInt()).isEqualTo(2);
    assertThat(plan.path("actor").asText()).isEqualTo("ops@example.org");
    assertThat(plan.path("kind").asText()).isEqualTo("PATH_POLICY");
  }

  @Test
  void changes_say_who_when_why_from_what_to_what() throws Exception {
    JsonNode changes = found("/changes?host=" + FIRST + "&plan=" + PLAN);
    assertThat(texts(changes, "rollBack")).containsExactly("true", "false");
    assertThat(texts(changes, "why"))
        .containsExactly("a bad night", "single-path set aside: a lab");
    JsonNode forward = changes.get(1);
    assertThat(forward.path("from").path("psp").asText()).isEqualTo("VMW_PSP_FIXED");
    assertThat(forward.path("to").path("config").asText()).isEqualTo("{policy=iops,iops=1}");
    assertThat(forward.path("at").asText()).isEqualTo("2026-03-01T08:01:00Z");
    assertThat(forward.path("correlation").asText()).isEqualTo("story-chain");
    assertThat(forward.path("verifiedBy").asText()).isEqualTo("storage nmp device list");
  }

  @Test
  void standards_and_departures_are_listed() throws Exception {
    assertThat(texts(found("/standards"), "standard")).contains(STANDARD);
    JsonNode drifts = found("/drifts?host=" + SECOND);
    assertThat(texts(drifts, "device")).containsExactly(CHANGED);
    assertThat(drifts.get(0).path("seen").path("psp").asText()).isEqualTo("VMW_PSP_FIXED");
  }

  @Test
  void a_list_that_is_cut_says_so() throws Exception {
    HttpResponse<String> cut = get("/devices?host=" + FIRST + "&limit=2");
    assertThat(Json.MAPPER.readTree(cut.body())).hasSize(2);
    assertThat(cut.headers().firstValue("Vireo-Truncated")).hasValue("2");
    HttpResponse<String> whole = get("/devices?host=" + FIRST + "&limit=3");
    assertThat(whole.headers().firstValue("Vireo-Truncated")).isEmpty();
  }

  @Test
  void a_wrong_question_names_the_field_and_what_would_be_right() throws Exception {
    JsonNode colour = refused("/devices?select=" + encoded("colour=red"), 400);
    assertThat(colour.path("field").asText()).isEqualTo("select");
    assertThat(colour.path("message").asText()).contains("colour");
    assertThat(refused("/changes?limit=many", 400).path("message").asText())
        .contains("from 1 to 200000");
    assertThat(refused("/devices?host=nobody", 404).path("field").asText()).isEqualTo("host");
    assertThat(refused("/plans/nothing", 404).path("field").asText()).isEqualTo("plan");
    assertThat(refused("/devices?select=all&host=" + FIRST, 400).path("field").asText())
        .isEqualTo("select");
  }

  @Test
  void questions_are_described_in_openapi() throws Exception {
    HttpResponse<String> document = get("/q/openapi");
    assertThat(document.body())
        .contains("/devices:", "/plans/{plan}:", "/changes:", "/drifts:", "Vireo multipath");
  }

  private JsonNode found(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  private JsonNode refused(String path, int status) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Json.MAPPER.readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(TestHTTPResourceManager.getUri() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> texts(JsonNode items, String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }
}
