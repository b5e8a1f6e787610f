package dev.vireo.multipath.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.multipath.domain.Fingerprint;
import dev.vireo.multipath.domain.NamePattern;
import dev.vireo.multipath.domain.PolicyGoal;
import dev.vireo.multipath.domain.PolicyMode;
import dev.vireo.multipath.domain.PspConfig;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.RoundRobinLimit;
import dev.vireo.multipath.domain.RoundRobinTuning;
import dev.vireo.multipath.domain.RuleOverride;
import dev.vireo.multipath.domain.SafetyRule;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import dev.vireo.multipath.domain.Standard;
import dev.vireo.multipath.esxcli.PspConfigText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the bus says, in the words of the domain. */
final class FromWire {

  private FromWire() {}

  static PolicyGoal goal(String psp, @Nullable RoundRobin roundRobin) {
    return new PolicyGoal(
        PspName.parse(psp), Optional.ofNullable(roundRobin).map(FromWire::tuning));
  }

  static PolicyGoal goal(PlannedDevice planned) {
    PolicyState to = planned.to();
    if (to == null) {
      throw new IllegalArgumentException(planned.device() + " is not to be changed");
    }
    return goal(to.psp(), planned.roundRobin());
  }

  static RoundRobinTuning tuning(RoundRobin wire) {
    RoundRobinLimit limit = RoundRobinLimit.valueOf(wire.limit().name());
    Long count =
        switch (limit) {
          case IOPS -> wire.iops();
          case BYTES -> wire.bytes();
          case DEFAULT, LATENCY -> null;
        };
    return new RoundRobinTuning(
        limit,
        count == null ? OptionalLong.empty() : OptionalLong.of(count),
        Optional.ofNullable(wire.useAno()));
  }

  static dev.vireo.multipath.domain.PolicyState state(PolicyState wire) {
    PspName psp = PspName.parse(wire.psp());
    String config = wire.config();
    PspConfig parsed =
        config.startsWith("policy=") || config.startsWith("preferred=")
            ? PspConfigText.parse("{" + config + "}")
            : withoutSettings(psp, config);
    return new dev.vireo.multipath.domain.PolicyState(psp, parsed, PolicyMode.valueOf(wire.mode()));
  }

  private static PspConfig withoutSettings(PspName psp, String config) {
    if (!config.isEmpty()) {
      return new PspConfig.Unknown(config);
    }
    if (psp.equals(PspName.MRU)) {
      return new PspConfig.Mru(Optional.empty());
    }
    return psp.equals(PspName.FIXED) || psp.equals(PspName.FIXED_AP)
        ? new PspConfig.Fixed(Optional.empty(), Optional.empty())
        : new PspConfig.Unsupported("");
  }

  static Fingerprint fingerprint(PlannedDevice planned) {
    try {
      return Json.MAPPER.readValue(planned.fingerprint(), Fingerprint.class);
    } catch (JsonProcessingException e) {
      throw new InvalidMessage(
          "plan", "what it was founded on for " + planned.device() + " cannot be read");
    }
  }

  static List<RuleOverride> overrides(
      List<dev.vireo.bus.multipath.RuleOverride> wire, String actor) {
    return wire.stream()
        .map(o -> new RuleOverride(SafetyRule.byId(o.rule()), actor, o.reason()))
        .toList();
  }

  static SatpRule rule(dev.vireo.bus.multipath.SatpRule wire) {
    return new SatpRule(
        SatpName.parse(wire.satp()),
        "",
        orEmpty(wire.vendor()),
        orEmpty(wire.model()),
        orEmpty(wire.driver()),
        orEmpty(wire.transport()),
        "",
        "user",
        orEmpty(wire.claimOption()),
        Optional.ofNullable(wire.psp()).map(PspName::parse),
        orEmpty(wire.pspOption()),
        orEmpty(wire.description()));
  }

  /** Which hosts it concerns is decided by its selector, before the domain sees it. */
  static Standard standard(StandardDefined wire) {
    return new Standard(
        wire.standard(),
        new Standard.Match(
            pattern(wire.vendor()), pattern(wire.model()), pattern(wire.satp()), Map.of()),
        goal(wire.psp(), wire.roundRobin()),
        Standard.Mode.valueOf(wire.mode().name()));
  }

  private static Optional<NamePattern> pattern(@Nullable String text) {
    return Optional.ofNullable(text).map(NamePattern::of);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
