package dev.vireo.multipath.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.multipath.BrokenRule;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RoundRobinLimit;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.bus.multipath.ScannedPath;
import dev.vireo.bus.multipath.ScannedSatp;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.multipath.domain.Claim;
import dev.vireo.multipath.domain.Device;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.DeviceVerdict;
import dev.vireo.multipath.domain.EffectiveDefault;
import dev.vireo.multipath.domain.Fingerprint;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.Path;
import dev.vireo.multipath.domain.PolicyGoal;
import dev.vireo.multipath.domain.PolicyMode;
import dev.vireo.multipath.domain.PspConfig;
import dev.vireo.multipath.domain.RoundRobinTuning;
import dev.vireo.multipath.domain.RuntimeName;
import dev.vireo.multipath.domain.SatpRule;
import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the domain knows, in the words of the bus. */
final class ToWire {

  private ToWire() {}

  static PolicyState state(dev.vireo.multipath.domain.PolicyState state) {
    return new PolicyState(
        state.psp().value(),
        state.config().settingsText(),
        state.mode().name(),
        preferred(state.config()));
  }

  static PolicyState state(Claim.Nmp nmp, PolicyMode mode) {
    return state(new dev.vireo.multipath.domain.PolicyState(nmp.psp(), nmp.pspConfig(), mode));
  }

  /** How a device is to be, as far as a goal says. */
  static PolicyState goal(PolicyGoal goal) {
    return new PolicyState(
        goal.psp().value(),
        goal.tuning().map(RoundRobinTuning::words).orElse(""),
        PolicyMode.PINNED.name(),
        null);
  }

  private static @Nullable String preferred(PspConfig config) {
    return config instanceof PspConfig.Fixed fixed
        ? fixed.preferred().map(RuntimeName::value).orElse(null)
        : null;
  }

  static RoundRobin roundRobin(RoundRobinTuning tuning) {
    Long count = tuning.count().isPresent() ? tuning.count().getAsLong() : null;
    RoundRobinLimit limit = RoundRobinLimit.valueOf(tuning.limit().name());
    return new RoundRobin(
        limit,
        limit == RoundRobinLimit.IOPS ? count : null,
        limit == RoundRobinLimit.BYTES ? count : null,
        tuning.useAno().orElse(null));
  }

  static List<BrokenRule> rules(List<dev.vireo.multipath.domain.BrokenRule> rules) {
    return rules.stream()
        .map(
            r ->
                new BrokenRule(r.rule().id(), r.words(), r.rule().source(), r.rule().overridable()))
        .toList();
  }

  static PlannedDevice planned(DeviceVerdict verdict, HostStorage host) {
    Optional<Device> device = host.device(verdict.device());
    Optional<Claim.Nmp> nmp = device.flatMap(Device::nmp);
    PolicyState now = nmp.map(n -> state(n, mode(host, device.orElseThrow()))).orElse(null);
    String satp = nmp.map(n -> n.satp().value()).orElse(null);
    String fingerprint = text(verdict.foundedOn());
    return switch (verdict.verdict()) {
      case dev.vireo.multipath.domain.Verdict.Keep keep ->
          new PlannedDevice(
              verdict.device().value(),
              verdict.displayName(),
              satp,
              Verdict.KEEP,
              keep.reason(),
              now,
              null,
              null,
              List.of(),
              fingerprint);
      case dev.vireo.multipath.domain.Verdict.Change change ->
          new PlannedDevice(
              verdict.device().value(),
              verdict.displayName(),
              satp,
              Verdict.CHANGE,
              withNotes(change.reason(), change.notes()),
              state(change.from()),
              goal(change.to()),
              change.to().tuning().map(ToWire::roundRobin).orElse(null),
              change.overridden().stream()
                  .map(
                      o ->
                          new BrokenRule(
                              o.rule().id(),
                              "put aside by " + o.who() + ": " + o.why(),
                              o.rule().source(),
                              true))
                  .toList(),
              fingerprint);
      case dev.vireo.multipath.domain.Verdict.Refuse refuse ->
          new PlannedDevice(
              verdict.device().value(),
              verdict.displayName(),
              satp,
              Verdict.REFUSE,
              refuse.reason(),
              now,
              null,
              null,
              rules(refuse.broken()),
              fingerprint);
    };
  }

  static String withNotes(String reason, List<String> notes) {
    return notes.isEmpty() ? reason : reason + "; note: " + String.join("; ", notes);
  }

  static String text(Fingerprint fingerprint) {
    try {
      return Json.MAPPER.writeValueAsString(fingerprint);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a fingerprint is plain text", e);
    }
  }

  private static PolicyMode mode(HostStorage host, Device device) {
    return EffectiveDefault.modeOf(host, device, host.pathsOf(device.id()));
  }

  static List<ScannedDevice> devices(HostStorage host) {
    Map<DeviceId, List<Path>> paths = host.pathsByDevice();
    return host.devices().stream()
        .map(d -> device(host, d, paths.getOrDefault(d.id(), List.of())))
        .toList();
  }

  private static ScannedDevice device(HostStorage host, Device device, List<Path> paths) {
    Optional<Claim.Nmp> nmp = device.nmp();
    return new ScannedDevice(
        device.id().value(),
        orNull(device.displayName()),
        orNull(device.hardware().vendor()),
        orNull(device.hardware().model()),
        device.claim().plugin(),
        nmp.map(n -> n.satp().value()).orElse(null),
        nmp.map(n -> state(n, EffectiveDefault.modeOf(host, device, paths))).orElse(null),
        told(device.hardware().local()),
        nmp.map(n -> n.workingPaths().stream().map(RuntimeName::value).toList()).orElse(List.of()),
        paths.stream().map(ToWire::path).toList());
  }

  private static ScannedPath path(Path path) {
    return new ScannedPath(
        path.name().value(),
        path.state().name(),
        path.transport().name(),
        orNull(path.groupState()));
  }

  static List<ScannedSatp> satps(HostStorage host) {
    return host.satps().stream()
        .map(s -> new ScannedSatp(s.name().value(), s.defaultPsp().value(), s.description()))
        .toList();
  }

  static List<String> unparsed(HostStorage host) {
    return java.util.stream.Stream.concat(
            host.unparsed().stream().map(UnparsedLine::toString),
            host.unread().stream().map(u -> "not read: " + u.listing() + ": " + u.why()))
        .limit(1_000)
        .toList();
  }

  static dev.vireo.bus.multipath.SatpRule rule(SatpRule rule) {
    return new dev.vireo.bus.multipath.SatpRule(
        rule.satp().value(),
        orNull(rule.vendor()),
        orNull(rule.model()),
        orNull(rule.driver()),
        orNull(rule.transport()),
        orNull(rule.claimOptions()),
        rule.defaultPsp().map(p -> p.value()).orElse(null),
        orNull(rule.pspOptions()),
        orNull(rule.description()));
  }

  private static @Nullable Boolean told(Told told) {
    return switch (told) {
      case YES -> true;
      case NO -> false;
      case NOT_TOLD -> null;
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
