package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.LoginOrder;
import dev.vireo.backup.domain.preflight.PortState;
import dev.vireo.backup.domain.preflight.Sight;
import dev.vireo.backup.domain.preflight.Target;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Looks at a target from one or more places: from all of them at once without a login, then logs in
 * from as many of them as there are attempts, one after the other.
 *
 * <p>A password is sent only where the certificate was proven: by an authority for this name and
 * time, or by its fingerprint. It goes through TLS that ends in this process and at the target,
 * whichever host carries the bytes.
 */
public final class Preflight {

  private static final int MOST_ADDRESSES = 4;

  private final Authorities authorities;

  /**
   * Judges certificates by what is trusted here.
   *
   * @param authorities whose certificates are trusted
   */
  public Preflight(Authorities authorities) {
    this.authorities = authorities;
  }

  /**
   * What a preflight may do.
   *
   * @param pin SHA-256 of the certificate that is expected, whoever signed it
   * @param user empty for no login
   * @param password of the user
   * @param hold how long the session rests before it is used again
   * @param attempts how many logins may be made in total, over all places
   */
  public record Permission(
      Optional<String> pin, Optional<String> user, String password, Duration hold, int attempts) {

    /** No login. */
    public static Permission withoutLogin() {
      return new Permission(Optional.empty(), Optional.empty(), "", Duration.ZERO, 0);
    }

    @Override
    public String toString() {
      return "Permission of " + user.orElse("nobody");
    }
  }

  /**
   * All that is seen, one sight for each place, in their order.
   *
   * @param places one at least, of different names
   */
  public List<Sight> look(List<? extends Vantage> places, Target target, Permission permission)
      throws InterruptedException {
    List<Look> looks = new ArrayList<>();
    try (Bounded threads = new Bounded()) {
      List<Future<Look>> begun = new ArrayList<>();
      for (Vantage place : places) {
        begun.add(threads.begin(() -> begin(place, target, permission.pin())));
      }
      for (Future<Look> each : begun) {
        looks.add(whole(each));
      }
    }
    if (permission.user().isPresent()) {
      logIn(
          looks,
          new Login.Account(permission.user().get(), permission.password(), permission.hold()),
          permission.attempts());
    }
    return sights(looks);
  }

  /** Each of its parts has a bound of its own. */
  private static Look whole(Future<Look> begun) throws InterruptedException {
    try {
      return begun.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException broken
          ? broken
          : new IllegalStateException(e.getCause());
    }
  }

  private static List<Sight> sights(List<Look> looks) {
    return looks.stream().map(Look::sight).toList();
  }

  private static void logIn(List<Look> looks, Login.Account account, int attempts)
      throws InterruptedException {
    List<Boolean> ready = new ArrayList<>(looks.stream().map(Look::takesLogin).toList());
    for (OptionalInt next = LoginOrder.next(sights(looks), ready, attempts);
        next.isPresent();
        next = LoginOrder.next(sights(looks), ready, attempts)) {
      ready.set(next.getAsInt(), false);
      looks.get(next.getAsInt()).logIn(account);
    }
    String why = LoginOrder.whyNoMore(sights(looks), attempts);
    for (int i = 0; i < looks.size(); i++) {
      if (ready.get(i)) {
        looks.get(i).keepBackLogin(why);
      } else {
        looks.get(i).explainNoLogin();
      }
    }
  }

  private Look begin(Vantage place, Target target, Optional<String> pin)
      throws InterruptedException {
    List<Evidence> seen = new ArrayList<>();
    Vantage.Resolved resolved = place.resolve(target.host());
    seen.add(resolved.evidence());
    if (resolved.addresses().isEmpty()) {
      return new Look(place.name(), seen, Optional.empty());
    }
    try (Bounded threads = new Bounded()) {
      Future<List<Evidence>> around =
          threads.begin(() -> place.around(target.host(), resolved.addresses()));
      InetAddress first = resolved.addresses().getFirst();
      List<Future<Evidence>> others = new ArrayList<>();
      if (!target.ownPort()) {
        for (int port : target.kind().alsoNeeded()) {
          others.add(threads.begin(() -> Ports.knock(place, first, port).evidence()));
        }
      }
      Ports.Knocked knock = api(threads, place, target, resolved.addresses());
      seen.add(knock.evidence());
      Optional<Conversation> conversation = Optional.empty();
      if (knock.refusal().isPresent()) {
        seen.add(
            new Evidence.NotChecked(
                new Exchange("nothing", "not made: " + knock.refusal().get(), 0), CheckName.TLS));
      } else if (knock.open()) {
        Conversation begun =
            new Conversation(
                new Tls(
                    place.dial(),
                    Clock.offset(Clock.systemUTC(), resolved.clockAhead().orElse(Duration.ZERO)),
                    knock.address(),
                    target),
                authorities,
                target);
        seen.addAll(begun.begin(pin));
        conversation = Optional.of(begun);
      }
      Duration rest = Ports.PATIENCE.plusSeconds(1);
      for (Future<Evidence> other : others) {
        seen.addAll(
            Bounded.await(threads.begin(() -> List.of(other.get())), rest, List.<Evidence>of()));
      }
      seen.addAll(Bounded.await(around, Ports.PATIENCE.multipliedBy(2), List.of()));
      return new Look(place.name(), seen, conversation);
    }
  }

  /** The first address where the port is open; if it is open nowhere, what the first one said. */
  private static Ports.Knocked api(
      Bounded threads, Vantage place, Target target, List<InetAddress> addresses)
      throws InterruptedException {
    List<Future<Ports.Knocked>> knocks = new ArrayList<>();
    List<InetAddress> asked = addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()));
    for (InetAddress address : asked) {
      knocks.add(threads.begin(() -> Ports.knock(place, address, target.port())));
    }
    Duration bound = Ports.PATIENCE.plusMillis(1500);
    List<Ports.Knocked> all = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Evidence silent =
          new Evidence.PortKnocked(
              new Exchange(
                  "TCP connection to " + asked.get(i).getHostAddress() + ":" + target.port(),
                  "nothing within " + bound.toMillis() + " ms",
                  bound.toMillis()),
              target.port(),
              PortState.FILTERED);
      all.add(
          Bounded.await(
              knocks.get(i), bound, new Ports.Knocked(asked.get(i), silent, Optional.empty())));
    }
    return all.stream().filter(Ports.Knocked::open).findFirst().orElse(all.getFirst());
  }
}
