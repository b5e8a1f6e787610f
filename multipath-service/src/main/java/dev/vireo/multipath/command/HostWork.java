package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.multipath.domain.HostAction;
import dev.vireo.multipath.domain.HostStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings a host to what is wanted: tells it, reads it again, and goes by what was read. No device
 * is told anything that the read before shows it has already.
 *
 * <p>Scripts are cut so that the host begins nothing after the lease has ended, whatever becomes of
 * us.
 */
final class HostWork {

  /** What the longest step may take beyond the script's budget. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

  private static final Duration SHORTEST_SCRIPT = Duration.ofSeconds(1);
  private static final Duration PAUSE_WHEN_BUSY = Duration.ofSeconds(2);
  private static final int TRIES_WHEN_BUSY = 3;
  private static final int BREAKS = 3;

  /** What ESX says where I/O is too heavy for a change just now (HPE 3PAR ESX guide, p. 41). */
  private static final String BUSY = "Status=Busy";

  private final Handling<?> handling;
  private final EsxHosts.Reached host;
  private final Lease lease;
  private final List<Step> verifyBy;
  private final Map<String, Ending> endings = new LinkedHashMap<>();

  /** What the host answered in this round, by subject. */
  private final Map<String, Told> told = new HashMap<>();

  /** Subjects that steps were sent for in this round. */
  private final Set<String> sent = new HashSet<>();

  private HostWork(Handling<?> handling, EsxHosts.Reached host, Lease lease, List<Step> verifyBy) {
    this.handling = handling;
    this.host = host;
    this.lease = lease;
    this.verifyBy = List.copyOf(verifyBy);
  }

  /**
   * Something that is wanted of a host.
   *
   * @param subject the device, array type or rule
   * @param actions what to tell the host, going by how it is now
   * @param unmet what is lacking, in words, going by how it is now; empty: nothing
   */
  record Aim(
      String subject,
      Function<HostStorage, List<HostAction>> actions,
      Function<HostStorage, Optional<String>> unmet) {}

  /** How it ended with one aim. */
  sealed interface Ending {

    /**
     * It is as wanted.
     *
     * @param seen the read that showed it
     * @param verifiedBy that read's command
     */
    record Met(HostStorage seen, String verifiedBy) implements Ending {}

    /**
     * A read showed that it is not.
     *
     * @param command what was run; null if it came to nothing
     * @param exit its exit status
     * @param answered what the host answered
     * @param seen the read that showed it
     * @param lacking what is lacking, in words
     */
    record Unmet(
        @Nullable String command,
        @Nullable Integer exit,
        String answered,
        HostStorage seen,
        String lacking)
        implements Ending {}

    /** The host could not be read again: nobody knows. */
    record NotKnown(String why) implements Ending {}
  }

  private record Told(Step step, StepResult result) {

    boolean busy() {
      return !result.ok() && (result.stdout() + result.stderr()).contains(BUSY);
    }
  }

  /**
   * Works until all that can be done is done.
   *
   * @param now a read of the host, made under the lease
   * @param aims what is wanted and was lacking in that read
   * @param verifyBy the listings that show it
   */
  static Map<String, Ending> bringAbout(
      Handling<?> handling,
      EsxHosts.Reached host,
      Lease lease,
      HostStorage now,
      List<Aim> aims,
      List<Step> verifyBy)
      throws InterruptedException {
    HostWork work = new HostWork(handling, host, lease, verifyBy);
    work.work(now, aims);
    return work.endings;
  }

  private void work(HostStorage before, List<Aim> aims) throws InterruptedException {
    HostStorage now = before;
    List<Aim> open = new ArrayList<>(aims);
    int breaks = 0;
    int tries = 0;
    while (!open.isEmpty()) {
      Optional<Duration> budget = budget();
      if (budget.isEmpty()) {
        giveUp(open, "the lease of the host was lost while it was worked on");
        return;
      }
      Optional<String> broken = tell(open, now, budget.get());
      boolean nothingCame = !sent.isEmpty() && told.isEmpty();
      if ((broken.isPresent() || nothingCame) && ++breaks > BREAKS) {
        giveUp(open, broken.orElse("the host began none of the steps in " + budget.get()));
        return;
      }
      handling.checkpoint("before-verify");
      Optional<HostStorage> seen = readAgain(open);
      if (seen.isEmpty()) {
        return;
      }
      now = seen.get();
      open = judge(open, now, ++tries < TRIES_WHEN_BUSY);
      handling.checkpoint("after-verify");
      if (open.stream().anyMatch(a -> busy(a.subject()))) {
        Thread.sleep(PAUSE_WHEN_BUSY);
      }
    }
  }

  /** How long the host may go on beginning steps; empty where the lease is lost. */
  private Optional<Duration> budget() {
    if (!lease.renew()) {
      return Optional.empty();
    }
    Duration rest = lease.remaining();
    Duration budget =
        rest.compareTo(LONGEST_STEP.multipliedBy(2)) > 0
            ? rest.minus(LONGEST_STEP)
            : rest.dividedBy(2);
    return Optional.of(budget.compareTo(SHORTEST_SCRIPT) < 0 ? SHORTEST_SCRIPT : budget);
  }

  /** Tells the host what is lacking; says why, if that did not come to its end. */
  private Optional<String> tell(List<Aim> open, HostStorage now, Duration budget)
      throws InterruptedException {
    told.clear();
    sent.clear();
    Map<String, Step> steps = new LinkedHashMap<>();
    Map<String, String> subjects = new HashMap<>();
    for (Aim aim : open) {
      for (HostAction action : aim.actions().apply(now)) {
        Step step = host.steps().action(steps.size() + 1, action);
        steps.put(step.id(), step);
        subjects.put(step.id(), aim.subject());
        sent.add(aim.subject());
      }
    }
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    handling.checkpoint("before-set");
    try {
      ScriptOutcome outcome =
          host.run(
              Script.of(List.copyOf(steps.values())).within(budget),
              result -> {
                handling.checkpoint("after-set");
                Step step = steps.get(result.id());
                String subject = subjects.get(result.id());
                if (step != null && subject != null) {
                  // Of several steps of one device the first that failed tells most.
                  told.merge(subject, new Told(step, result), (a, b) -> a.result().ok() ? b : a);
                }
              });
      return outcome.stop() == ScriptOutcome.Stop.CLOCK
          ? Optional.of(host.name() + ": its clock cannot be read by 'date +%s'")
          : Optional.empty();
    } catch (UnreachableException | ScriptBrokenException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<HostStorage> readAgain(List<Aim> open) throws InterruptedException {
    String why = "";
    for (int i = 0; i < BREAKS; i++) {
      try {
        HostStorage seen = host.read(verifyBy);
        Optional<String> missing =
            seen.unread().stream()
                .filter(u -> verifyBy.stream().anyMatch(s -> s.id().equals(u.listing())))
                .map(u -> u.listing() + ": " + u.why())
                .findFirst();
        if (missing.isEmpty()) {
          return Optional.of(seen);
        }
        why = missing.get();
      } catch (UnreachableException | ScriptBrokenException e) {
        why = String.valueOf(e.getMessage());
      }
      Thread.sleep(PAUSE_WHEN_BUSY);
    }
    giveUp(open, why);
    return Optional.empty();
  }

  /** Notes how each aim ended; what is worth another try stays open. */
  private List<Aim> judge(List<Aim> open, HostStorage now, boolean againIfBusy) {
    List<Aim> still = new ArrayList<>();
    for (Aim aim : open) {
      Optional<String> unmet = aim.unmet().apply(now);
      if (unmet.isEmpty()) {
        endings.put(aim.subject(), new Ending.Met(now, verifiedBy()));
        continue;
      }
      Told last = told.get(aim.subject());
      boolean notRun = last == null && sent.contains(aim.subject());
      if (notRun || (last != null && last.busy() && againIfBusy)) {
        still.add(aim);
        continue;
      }
      endings.put(aim.subject(), unmet(last, now, unmet.get()));
    }
    return still;
  }

  private static Ending.Unmet unmet(@Nullable Told last, HostStorage now, String lacking) {
    return last == null
        ? new Ending.Unmet(null, null, "there was nothing to tell the host", now, lacking)
        : new Ending.Unmet(
            String.join(" ", last.step().argv()),
            last.result().exit(),
            answered(last.result()),
            now,
            lacking);
  }

  private boolean busy(String subject) {
    Told last = told.get(subject);
    return last != null && last.busy();
  }

  private void giveUp(List<Aim> open, String why) {
    open.forEach(a -> endings.put(a.subject(), new Ending.NotKnown(why)));
  }

  private String verifiedBy() {
    return String.join("; ", verifyBy.stream().map(s -> String.join(" ", s.argv())).toList());
  }

  private static String answered(StepResult result) {
    String said = (result.stderr().strip() + "\n" + result.stdout().strip()).strip();
    if (said.isEmpty()) {
      return "exit " + result.exit() + " and not a word";
    }
    return said.length() > 2_000 ? said.substring(0, 2_000) + "..." : said;
  }
}
