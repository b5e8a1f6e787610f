package dev.vireo.backup.domain.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.domain.job.Admission.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Many runs that are wanted at once: however they end, no limit is passed and none is left. */
class AdmissionPropertyTest {

  private static final int WANTED = 1_000;

  @Property(tries = 20)
  void a_thousand_at_once_respect_every_limit_and_all_have_their_turn(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int perHost,
      @ForAll @IntRange(min = 1, max = 12) int inAll) {
    Random random = new Random(seed);
    Admission admission = new Admission(perHost, inAll);
    List<Wanted> waiting = new ArrayList<>();
    for (int i = 0; i < WANTED; i++) {
      int destination = random.nextInt(15);
      waiting.add(
          new Wanted(
              "run-" + i,
              "host-" + random.nextInt(40),
              "vault-" + destination,
              1 + destination % 3));
    }
    List<Wanted> running = new ArrayList<>();
    int done = 0;
    while (done < WANTED) {
      List<Wanted> admitted = admission.admit(running, waiting);
      waiting.removeAll(admitted);
      running.addAll(admitted);
      assertThat(running).as("somebody goes on while somebody waits").isNotEmpty();
      assertThat(running).hasSizeLessThanOrEqualTo(inAll);
      assertThat(most(running, Wanted::host)).isLessThanOrEqualTo(perHost);
      running.stream()
          .collect(Collectors.groupingBy(Wanted::destination))
          .values()
          .forEach(to -> assertThat(to).hasSizeLessThanOrEqualTo(to.getFirst().width()));
      running.remove(random.nextInt(running.size()));
      done++;
    }
    assertThat(waiting).isEmpty();
    assertThat(running).isEmpty();
  }

  private static long most(List<Wanted> running, Function<Wanted, String> key) {
    return running.stream()
        .collect(Collectors.groupingBy(key, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }
}
