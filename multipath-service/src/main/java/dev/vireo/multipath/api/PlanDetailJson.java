package dev.vireo.multipath.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vireo.bus.multipath.BrokenRule;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.SatpRule;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.multipath.projection.DeviceResult;
import dev.vireo.multipath.projection.PlanDeviceView;
import dev.vireo.multipath.projection.PlanView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A plan with its devices.
 *
 * @param summary what a list shows of it
 * @param hostNames hosts it covers
 * @param notRead hosts that could not be read and are not in it
 * @param psp the wanted policy
 * @param satp the array type that was asked for; null: any
 * @param roundRobin how round robin shall rotate
 * @param rule the claim rule, for a plan of that kind
 * @param overrides safety rules set aside
 * @param result how its last application ended; null if none has
 * @param rollBacks its roll-backs, the first first
 * @param devices the devices, by host and as each host lists them
 */
@Schema(name = "PlanDetail")
public record PlanDetailJson(
    @JsonUnwrapped PlanJson summary,
    List<String> hostNames,
    List<String> notRead,
    @Nullable String psp,
    @Nullable String satp,
    @Nullable RoundRobin roundRobin,
    @Nullable SatpRule rule,
    List<RuleOverride> overrides,
    @Nullable ResultJson result,
    List<RollBackJson> rollBacks,
    List<PlanDeviceJson> devices) {

  /**
   * How an application of a plan ended.
   *
   * @param stopped why it stopped by itself; null if it did not
   */
  @Schema(name = "PlanResult")
  public record ResultJson(
      Instant at,
      List<String> hostsDone,
      List<String> hostsFailed,
      List<String> hostsNotStarted,
      int changed,
      int unchanged,
      int failed,
      int refused,
      @Nullable String stopped) {

    static @Nullable ResultJson of(PlanView view) {
      PlanFinished end = view.finished();
      Instant at = view.finishedAt();
      return end == null || at == null
          ? null
          : new ResultJson(
              at,
              end.hostsDone(),
              end.hostsFailed(),
              end.hostsNotStarted(),
              end.changed(),
              end.unchanged(),
              end.failed(),
              end.refused(),
              end.stopped());
    }
  }

  /**
   * A roll-back.
   *
   * @param notKnown what the host does not let be known of the former mode, a line each
   */
  @Schema(name = "PlanRollBack")
  public record RollBackJson(
      Instant at,
      int restored,
      int failed,
      List<String> notKnown,
      @Nullable String reason,
      String actor,
      String correlation) {}

  /**
   * A device of a plan.
   *
   * @param device the device; the array type, for plans of these
   * @param from how it was when the plan was made
   * @param to how it shall be; null where it is not changed
   * @param rules what speaks against a change, or was set aside
   * @param state {@code PLANNED}, or what became of it: {@code CHANGED}, {@code UNCHANGED}, {@code
   *     FAILED}, {@code REFUSED}, {@code RESTORED}
   * @param said what the host answered, where it failed; why nothing was done, where nothing was
   * @param advice what to do, where it failed
   * @param command what was run on the host, where it failed
   * @param exit its exit status
   */
  @Schema(name = "PlanDevice")
  public record PlanDeviceJson(
      String host,
      String device,
      @Nullable String name,
      @Nullable String satp,
      Verdict verdict,
      String reason,
      @Nullable PolicyState from,
      @Nullable PolicyState to,
      List<BrokenRule> rules,
      String state,
      @Nullable String said,
      @Nullable String advice,
      @Nullable String command,
      @Nullable Integer exit) {

    static PlanDeviceJson of(PlanDeviceView view) {
      PlannedDevice planned = view.planned();
      DeviceResult result = view.result();
      return new PlanDeviceJson(
          view.host(),
          planned.device(),
          planned.name(),
          planned.satp(),
          planned.verdict(),
          planned.reason(),
          planned.from(),
          planned.to(),
          planned.rules(),
          result == null ? "PLANNED" : result.state().name(),
          result == null ? null : result.said(),
          result == null ? null : result.advice(),
          result == null ? null : result.command(),
          result == null ? null : result.exit());
    }
  }

  /**
   * A plan in full.
   *
   * @param asked one host's part, for what was asked of all; empty where no host could be read
   */
  static PlanDetailJson of(
      PlanView view, Optional<HostPlanned> asked, List<PlanDeviceView> devices) {
    HostPlanned part = asked.orElse(null);
    return new PlanDetailJson(
        PlanJson.of(view),
        view.ready().hosts(),
        view.ready().notRead(),
        part == null ? null : part.psp(),
        part == null ? null : part.satp(),
        part == null ? null : part.roundRobin(),
        part == null ? null : part.rule(),
        part == null ? List.of() : part.overrides(),
        ResultJson.of(view),
        view.rollBacks().stream()
            .map(
                r ->
                    new RollBackJson(
                        r.at(),
                        r.done().restored(),
                        r.done().failed(),
                        r.done().notKnown(),
                        r.done().reason(),
                        r.actor(),
                        r.correlation()))
            .toList(),
        devices.stream().map(PlanDeviceJson::of).toList());
  }
}
