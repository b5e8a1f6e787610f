package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.Host.Identity;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.inventory.domain.Observation;
import java.util.HashMap;
import java.util.Map;

/** How a command that looked at one host ends. */
final class Sightings {

  private Sightings() {}

  /**
   * Done if the host answers, failed as {@code UNREACHABLE} if it does not.
   *
   * @param before what stands at the front of the message, such as what else was done
   */
  static Result result(String before, Host host, Observation seen) {
    Map<String, String> figures = new HashMap<>(Map.of("host", host.name()));
    return switch (seen) {
      case Observation.Answers answers -> {
        Identity identity = answers.identity();
        figures.put("state", "REACHABLE");
        figures.put("product", identity.product());
        figures.put("version", identity.version());
        if (identity.build() != null) {
          figures.put("build", identity.build());
        }
        yield Result.done(before + host.name() + " is " + identity.fullName(), figures);
      }
      case Observation.Silent silent -> {
        figures.put("state", "UNREACHABLE");
        figures.put("cause", silent.cause().name());
        yield Result.failed(
            FailureReason.UNREACHABLE,
            before
                + host.name()
                + " does not answer: "
                + silent.cause()
                + ": "
                + silent.seen()
                + "; "
                + silent.advice(),
            figures);
      }
    };
  }
}
