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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings a host to what is wanted: tells it, reads it again, and goes by what was read. No device
 * is told anything that the read before shows it has already.
 *
 * <p>Scripts are cut so that the host begins nothing after the lease has ended, whatever becomes of
 * us. A script whose end was not seen (it was interrupted, or the connection was lost) may run on
 * until its budget is over: if work ends before that, the lease is left to expire, so that nobody
 * else begins on the host meanwhile.
 */
final class HostWork {

  /** What the longest step may take beyond the script's budget. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

  private static final Duration SHORTEST_SCRIPT = Duration.ofSeconds(1);
  private static final Duration PAUSE_WHEN_BUSY = Duration.ofSeconds(2);
  private static final int TRIES_WHEN_BUSY = 3;

  /** Rounds, one after another or not, that may break or bring nothing about. */
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

  /** How many steps of each subject were sent in this round and have not been answered. */
  private final Map<String, Integer> unanswered = new HashMap<>();

  /** What was last sent for each subject, whether it was answered or not. */
  private final Map<String, String> sent = new HashMap<>();

  /**
   * Until when, by {@link System#nanoTime}, a script may run whose end was not seen; empty where
   * there is none.
   */
  private OptionalLong mayRunUntil = OptionalLong.empty();

  /** How often the host was too busy for a subject, in all rounds. */
  private final Map<String, Integer> busy = new HashMap<>();

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
   * @param listed whether a read says anything of the subject
   * @param unmet what is lacking, in words, going by how it is now; empty: nothing
   */
  record Aim(
      String subject,
      Function<HostStorage, List<HostAction>> actions,
      Predicate<HostStorage> listed,
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

    /**
     * The host could not be read again: nobody knows.
     *
     * @param command what was sent to it last; null if nothing was
     * @param why why it could not be read
     */
    record NotKnown(@Nullable String command, String why) implements Ending {}
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
    try {
      work.work(now, aims);
    } finally {
      if (work.scriptMayRun()) {
        lease.leave();
      }
    }
    return work.endings;
  }

  private boolean scriptMayRun() {
    return mayRunUntil.isPresent() && System.nanoTime() - mayRunUntil.getAsLong() < 0;
  }

  private void work(HostStorage before, List<Aim> aims) throws InterruptedException {
    HostStorage now = before;
    List<Aim> open = List.copyOf(aims);
    int breaks = 0;
    while (!open.isEmpty()) {
      Optional<Duration> budget = budget();
      if (budget.isEmpty()) {
        notKnown(open, "the lease of the host was lost while it was worked on");
        return;
      }
      Optional<String> broken = tell(open, now, budget.get());
      handling.checkpoint("before-verify");
      Optional<HostStorage> seen = readAgain(open);
      if (seen.isEmpty()) {
        return;
      }
      now = seen.get();
      List<Aim> still = judge(open, now);
      handling.checkpoint("after-verify");
      boolean stuck = broken.isPresent() || still.size() == open.size();
      open = still;
      if (stuck && ++breaks > BREAKS) {
        giveUp(open, now, broken.orElse("the host began too little in " + budget.get()));
        return;
      }
      if (open.stream().anyMatch(a -> busy.containsKey(a.subject()))) {
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
    unanswered.clear();
    Map<String, Step> steps = new LinkedHashMap<>();
    Map<String, String> subjects = new HashMap<>();
    for (Aim aim : open) {
      for (HostAction action : aim.actions().apply(now)) {
        Step step = host.steps().action(steps.size() + 1, action);
        steps.put(step.id(), step);
        subjects.put(step.id(), aim.subject());
        unanswered.merge(aim.subject(), 1, Integer::sum);
        sent.put(aim.subject(), String.join(" ", step.argv()));
      }
    }
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    handling.checkpoint("before-set");
    OptionalLong former = mayRunUntil;
    mayRunUntil = OptionalLong.of(System.nanoTime() + budget.plus(LONGEST_STEP).toNanos());
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
                  unanswered.merge(subject, -1, Integer::sum);
                }
              });
      mayRunUntil = former;
      return outcome.stop() == ScriptOutcome.Stop.CLOCK
          ? Optional.of(host.name() + ": its clock cannot be read by 'date +%s'")
          : Optional.empty();
    } catch (UnreachableException e) {
      mayRunUntil = former; // no step began
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (ScriptBrokenException e) {
      if (e.reason() == ScriptBrokenException.Reason.SHELL) {
        mayRunUntil = former; // no step began
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads what was told. A listing that says nothing of something is asked for once more, since it
   * may not have been given whole; when it still does not, what it says of the others counts.
   */
  private Optional<HostStorage> readAgain(List<Aim> open) throws InterruptedException {
    String why = "";
    Optional<HostStorage> part = Optional.empty();
    for (int i = 0; i < BREAKS; i++) {
      if (i > 0) {
        Thread.sleep(PAUSE_WHEN_BUSY);
      }
      try {
        HostStorage seen = host.read(verifyBy);
        Optional<String> missing =
            seen.unreadOf(verifyBy.stream().map(Step::id).toList()).stream()
                .map(u -> u.listing() + ": " + u.why())
                .findFirst();
        if (missing.isPresent()) {
          why = missing.get();
          continue;
        }
        long unlisted = open.stream().filter(a -> !a.listed().test(seen)).count();
        if (unlisted == 0) {
          return Optional.of(seen);
        }
        why = "of %d told it lists %d".formatted(open.size(), open.size() - unlisted);
        part = unlisted < open.size() ? Optional.of(seen) : part;
      } catch (UnreachableException | ScriptBrokenException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    if (part.isEmpty()) {
      notKnown(open, why);
    }
    return part;
  }

  /** Notes how each aim ended; what is worth another try stays open. */
  private List<Aim> judge(List<Aim> open, HostStorage now) {
    List<Aim> still = new ArrayList<>();
    for (Aim aim : open) {
      Optional<String> unmet = aim.unmet().apply(now);
      if (unmet.isEmpty()) {
        endings.put(aim.subject(), new Ending.Met(now, verifiedBy()));
        continue;
      }
      Told last = told.get(aim.subject());
      // A device whose second step never ran was not ignored by the host: it was cut short.
      boolean cutShort = unanswered.getOrDefault(aim.subject(), 0) > 0;
      if (cutShort || (last != null && last.busy() && again(aim.subject()))) {
        still.add(aim);
        continue;
      }
      endings.put(
          aim.subject(), unmet(last, "there was nothing to tell the host", now, unmet.get()));
    }
    return still;
  }

  private boolean again(String subject) {
    return busy.merge(subject, 1, Integer::sum) < TRIES_WHEN_BUSY;
  }

  private static Ending.Unmet unmet(
      @Nullable Told last, String ifNotTold, HostStorage now, String lacking) {
    return last == null
        ? new Ending.Unmet(null, null, ifNotTold, now, lacking)
        : new Ending.Unmet(
            String.join(" ", last.step().argv()),
            last.result().exit(),
            answered(last.result()),
            now,
            lacking);
  }

  /** What was just read to be lacking, and is not tried once more. */
  private void giveUp(List<Aim> open, HostStorage now, String why) {
    for (Aim aim : open) {
      aim.unmet()
          .apply(now)
          .ifPresent(
              lacking ->
                  endings.put(aim.subject(), unmet(told.get(aim.subject()), why, now, lacking)));
    }
  }

  private void notKnown(List<Aim> open, String why) {
    open.forEach(a -> endings.put(a.subject(), new Ending.NotKnown(sent.get(a.subject()), why)));
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
