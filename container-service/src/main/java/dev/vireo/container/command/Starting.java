package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Result;
import dev.vireo.container.check.StartChecks;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.domain.lifecycle.MalformedValue;
import dev.vireo.container.driver.Transcript;
import dev.vireo.container.driver.Work;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts a container, and counts it as started only when it shows so itself: the tool's word that
 * the start is in progress is no network.
 */
final class Starting {

  private static final int USUALLY_WITHIN = 60;

  /** Most networks are up in an instant; one that is not is asked less and less often. */
  private static final Duration LOOK_AGAIN_FIRST = Duration.ofMillis(125);

  /** For so long a host waits by itself; it does so a while longer if nobody hears it any more. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** The next look is a sixth of what was waited away: so much is what it may come too late. */
  private static final int SLOWER = 6;

  /** What the tool has complained of will not mend itself: a last look, and no long wait. */
  private static final Duration WHEN_HOPELESS = Duration.ofSeconds(3);

  private final MappingAdvice mapping;

  Starting(MappingAdvice mapping) {
    this.mapping = mapping;
  }

  /**
   * Starts it and sees that it is up.
   *
   * @param within how many seconds its network may take; null: as usual
   * @param nameservers that it shall have; none: not looked at
   */
  Result run(Turn turn, @Nullable Integer within, List<Ipv4> nameservers)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<SeenContainer> before = turn.seen();
    return before.isPresent()
        ? run(turn, before.get(), within, nameservers)
        : LifecycleHandlers.notThere(turn);
  }

  /**
   * The same for one that was just seen.
   *
   * @param before as a read in this turn shows it, after which nothing was done to it
   */
  Result run(Turn turn, SeenContainer before, @Nullable Integer within, List<Ipv4> nameservers)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    boolean ran = before.state() == ContainerState.RUNNING;
    boolean ours = turn.begun("start");
    if (!ran) {
      turn.intend("start");
      Transcript told = turn.tell(new Work.Start(turn.id()));
      if (!told.ok()) {
        Optional<SeenContainer> now = turn.seen();
        if (now.map(SeenContainer::state).orElse(ContainerState.UNKNOWN)
            != ContainerState.RUNNING) {
          return turn.failed(told, now.orElse(null), null);
        }
      }
    }
    turn.onlyLooks();
    List<StartCheck> checks = checked(turn, before, within, nameservers);
    if (!StartChecks.allGood(checks)) {
      return turn.failed(why(turn, before, checks), checks, turn.seen().orElse(null), null);
    }
    if (!ran || ours) {
      turn.handling()
          .publish(
              new ContainerStarted(
                  turn.host().name(),
                  turn.id().text(),
                  before.hostname(),
                  checks,
                  turn.findings()));
    }
    return Result.done(
        turn.host().name()
            + ", container "
            + turn.id()
            + (ran && !ours ? " ran already; " : " runs; ")
            + (StartChecks.answered(checks)
                ? "its network is up"
                : "that its gateway answers was not seen"),
        Fleet.figures("host", turn.host().name(), "container", turn.id(), "already", ran && !ours));
  }

  private static List<StartCheck> checked(
      Turn turn, SeenContainer container, @Nullable Integer within, List<Ipv4> nameservers)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    StartChecks wanted =
        new StartChecks(turn.host().runningWord(), addresses(container), nameservers);
    Duration patience =
        Words.noDistribution(turn.findings()).isPresent()
            ? WHEN_HOPELESS
            : Duration.ofSeconds(within == null ? USUALLY_WITHIN : within);
    long began = System.nanoTime();
    while (true) {
      // Most come up with an address last.
      List<StartCheck> checks = turn.host().check(turn.id(), wanted, wait(began, patience));
      if (StartChecks.allGood(checks) || over(began, patience)) {
        return checks;
      }
      Thread.sleep(pause(began));
    }
  }

  private static Duration wait(long began, Duration patience) {
    Duration left = patience.minusNanos(System.nanoTime() - began);
    return left.isNegative()
        ? Duration.ZERO
        : left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : left;
  }

  private static boolean over(long began, Duration patience) {
    return System.nanoTime() - began > patience.toNanos();
  }

  private static Duration pause(long began) {
    Duration pause = Duration.ofNanos((System.nanoTime() - began) / SLOWER);
    return pause.compareTo(LOOK_AGAIN_FIRST) < 0
        ? LOOK_AGAIN_FIRST
        : pause.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : pause;
  }

  /** Addresses that it is configured to have; one that is none of IPv4 is not looked for. */
  private static List<Address> addresses(SeenContainer container) {
    return container.addresses().stream()
        .flatMap(
            text -> {
              try {
                return Stream.of(Address.parse("address", text));
              } catch (MalformedValue e) {
                return Stream.empty();
              }
            })
        .toList();
  }

  private Diagnosis why(Turn turn, SeenContainer container, List<StartCheck> checks)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    StartCheck failed = StartChecks.firstFailed(checks).orElseThrow();
    String evidence = failed.name() + ": " + failed.evidence();
    Optional<String> warning = Words.noDistribution(turn.findings());
    boolean network =
        failed.name() == StartCheckName.ADDRESS || failed.name() == StartCheckName.DEFAULT_ROUTE;
    if (network && warning.isPresent()) {
      return new Diagnosis(
          FailureCause.NO_NETWORK_CONFIG,
          warning.get().strip() + "; " + evidence,
          mapping
              .advice(turn.host(), container)
              .orElseGet(
                  () ->
                      Diagnosis.advice(
                          FailureCause.NO_NETWORK_CONFIG, turn.host().name(), turn.id())));
    }
    FailureCause cause =
        switch (failed.name()) {
          case STATUS_RUNNING, INIT_ALIVE -> FailureCause.INIT_DEAD;
          case GATEWAY_PING -> FailureCause.GATEWAY_SILENT;
          case ADDRESS, DEFAULT_ROUTE, RESOLV_CONF -> FailureCause.NETWORK_DOWN;
        };
    return new Diagnosis(cause, evidence, Diagnosis.advice(cause, turn.host().name(), turn.id()));
  }
}
