package dev.vireo.console.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import org.junit.jupiter.api.Test;

final class PlanPageTest {

  private static ObjectNode plan(int hosts, int keepsPerHost) {
    ObjectNode plan =
        Json.MAPPER
            .createObjectNode()
            .put("plan", "p-1")
            .put("kind", "PATH_POLICY")
            .put("state", "READY")
            .put("select", "all")
            .put("hosts", hosts)
            .put("keep", hosts * keepsPerHost)
            .put("change", hosts)
            .put("refuse", 0);
    ArrayNode devices = plan.putArray("devices");
    for (int host = 0; host < hosts; host++) {
      device(devices, host, "naa.change" + host, "CHANGE", "asked for");
      for (int i = 0; i < keepsPerHost; i++) {
        device(devices, host, "naa.keep" + host + "x" + i, "KEEP", "is VMW_PSP_RR already");
      }
    }
    return plan;
  }

  private static ObjectNode device(
      ArrayNode devices, int host, String id, String verdict, String reason) {
    return devices
        .addObject()
        .put("host", "esx-%03d".formatted(host))
        .put("device", id)
        .put("satp", "VMW_SATP_SVC")
        .put("verdict", verdict)
        .put("reason", reason)
        .put("state", "PLANNED");
  }

  private static String page(ObjectNode plan, PlanPage.Detail detail) {
    Paper paper = new Paper(Terminal.none());
    PlanPage.write(plan, detail, paper);
    return paper.toString();
  }

  @Test
  void a_small_plan_is_summed_up_by_host_and_array_type() {
    String page = page(plan(2, 3), PlanPage.Detail.VERDICTS);
    assertThat(page)
        .contains("Plan p-1 (PATH_POLICY, READY) for all: 2 hosts, 2 to change, 0 refused, 6 kept")
        .contains("esx-000  VMW_SATP_SVC       1       0     3")
        .contains("naa.change1", "  6  is VMW_PSP_RR already", "vireo apply p-1")
        .doesNotContain("naa.keep");
  }

  @Test
  void a_big_plan_is_summed_up_over_the_hosts_and_still_says_each_change() {
    String page = page(plan(200, 2), PlanPage.Detail.VERDICTS);
    assertThat(page).contains("Over all hosts:").contains("VMW_SATP_SVC     200       0   400");
    assertThat(page.lines().filter(line -> line.contains("naa.change"))).hasSize(200);
  }

  @Test
  void all_lists_what_is_kept_too() {
    assertThat(page(plan(1, 2), PlanPage.Detail.ALL)).contains("naa.keep0x0", "naa.keep0x1");
  }

  @Test
  void every_rule_that_is_broken_is_named_with_its_source() {
    ObjectNode plan = plan(1, 0);
    ObjectNode refused =
        device((ArrayNode) plan.path("devices"), 0, "naa.no", "REFUSE", "two rules");
    ArrayNode rules = refused.putArray("rules");
    rules
        .addObject()
        .put("rule", "active-passive")
        .put("words", "no ALUA")
        .put("source", "vendor guide")
        .put("overridable", false);
    rules
        .addObject()
        .put("rule", "single-path")
        .put("words", "one path works")
        .put("source", "KB 1")
        .put("overridable", true);
    String page = page(plan, PlanPage.Detail.VERDICTS);
    assertThat(page.lines().filter(line -> line.contains("naa.no")))
        .hasSize(2)
        .anyMatch(line -> line.matches(".*active-passive +never +no ALUA +vendor guide"))
        .anyMatch(line -> line.matches(".*single-path +may be +one path works +KB 1"));
  }

  @Test
  void a_plan_that_was_applied_shows_what_became_of_each_change_and_asks_for_nothing() {
    ObjectNode plan = plan(1, 0).put("state", "APPLIED");
    ((ObjectNode) plan.path("devices").get(0)).put("state", "FAILED");
    assertThat(page(plan, PlanPage.Detail.VERDICTS))
        .contains("STATE", "FAILED")
        .doesNotContain("Nothing has been touched");
  }
}
