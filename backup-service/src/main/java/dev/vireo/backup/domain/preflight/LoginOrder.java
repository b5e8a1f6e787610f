package dev.vireo.backup.domain.preflight;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * From where a login is made next, so that an account is not locked and each attempt says as much
 * as it can.
 *
 * <p>Places other than the target's own machine come first, in the order in which they were named:
 * an accepted login there proves the credentials, and directories forget earlier refusals by it.
 * What the own machine then answers to the same credentials is said of the place alone. Whatever
 * the number of attempts, none follows a refusal that names the account's own state, for each
 * further one would be refused too and count against it.
 */
public final class LoginOrder {

  /** Refusals that no other place changes. */
  private static final Set<Cause> OF_THE_ACCOUNT =
      EnumSet.of(
          Cause.ACCOUNT_UNKNOWN,
          Cause.ACCOUNT_LOCKED,
          Cause.PASSWORD_EXPIRED,
          Cause.NAME_FORM,
          Cause.CREDENTIALS_WRONG);

  private LoginOrder() {}

  /**
   * The place that logs in next.
   *
   * @param sights what was seen so far, logins included
   * @param ready of each place, whether it takes a login and has made none
   * @param attempts how many logins may be made in total
   */
  public static OptionalInt next(List<Sight> sights, List<Boolean> ready, int attempts) {
    if (spent(sights) >= attempts || named(sights).isPresent()) {
      return OptionalInt.empty();
    }
    OptionalInt elsewhere =
        IntStream.range(0, sights.size())
            .filter(i -> ready.get(i) && !sights.get(i).sameHost())
            .findFirst();
    return elsewhere.isPresent()
        ? elsewhere
        : IntStream.range(0, sights.size()).filter(ready::get).findFirst();
  }

  /** Why no further login is made, in words. */
  public static String whyNoMore(List<Sight> sights, int attempts) {
    return named(sights)
        .map(cause -> "not made: the refusal says " + cause + ", and a further one could lock it")
        .orElseGet(
            () ->
                attempts == 1
                    ? "not made: one login in total is allowed, and was made from elsewhere;"
                        + " --attempts 2 makes another from here"
                    : "not made: the "
                        + attempts
                        + " logins that are allowed were made from elsewhere");
  }

  /** Whether a login costs an attempt is not known of one that got no answer: it is counted. */
  private static long spent(List<Sight> sights) {
    return sights.stream()
        .flatMap(s -> s.first(Evidence.LoginTried.class).stream())
        .filter(l -> l.answer() != LoginAnswer.NOT_OFFERED)
        .count();
  }

  private static Optional<Cause> named(List<Sight> sights) {
    return sights.stream()
        .flatMap(s -> s.first(Evidence.LoginTried.class).stream())
        .filter(l -> l.answer() == LoginAnswer.REFUSED)
        .flatMap(l -> Refusal.named(l.words()).stream())
        .filter(OF_THE_ACCOUNT::contains)
        .findFirst();
  }
}
