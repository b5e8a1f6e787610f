package dev.vireo.backup.domain.preflight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What each piece of evidence shows, as checks, in the order of {@link CheckName}. */
final class Findings {

  /** Kerberos and the token services of vSphere refuse what is further away by default. */
  static final Duration TOLERATED_SKEW = Duration.ofSeconds(300);

  private Findings() {}

  /** Every check, made or skipped. */
  static List<Check> of(Target target, Sight sight) {
    List<Check> made = new ArrayList<>();
    for (Evidence evidence : sight.evidence()) {
      made.addAll(checks(target, sight, evidence));
    }
    List<Check> all = new ArrayList<>();
    for (CheckName name : CheckName.values()) {
      List<Check> ofName = made.stream().filter(c -> c.name() == name).toList();
      all.addAll(
          ofName.isEmpty() ? List.of(Check.skipped(name, sight.from(), why(name, made))) : ofName);
    }
    return all;
  }

  private static String why(CheckName name, List<Check> made) {
    Set<CheckName> failed =
        made.stream()
            .filter(Check::failed)
            .map(Check::name)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(CheckName.class)));
    return above(name).stream()
        .filter(failed::contains)
        .findFirst()
        .map(f -> "not made, for " + f.word() + " failed")
        .orElse("not made: it does not apply, or was not asked for");
  }

  private static Set<CheckName> above(CheckName name) {
    Set<CheckName> all = EnumSet.copyOf(name.requires().isEmpty() ? Set.of(name) : name.requires());
    for (CheckName each : name.requires()) {
      all.addAll(above(each));
    }
    all.remove(name);
    return all;
  }

  private static List<Check> checks(Target target, Sight sight, Evidence evidence) {
    String from = sight.from();
    Exchange seen = evidence.exchange();
    return switch (evidence) {
      case Evidence.NameResolved e ->
          one(
              e.addresses().isEmpty()
                  ? Check.failed(
                      CheckName.NAME_FORWARD, from, seen, Cause.NAME_FORWARD, Confidence.CERTAIN)
                  : Check.ok(CheckName.NAME_FORWARD, from, seen));
      case Evidence.HostsFileRead e -> one(hosts(from, e));
      case Evidence.ReverseLookedUp e -> one(reverse(target, from, e));
      case Evidence.OwnAddressesRead e ->
          one(
              e.same()
                  ? Check.warning(CheckName.SAME_HOST, from, seen)
                  : Check.ok(CheckName.SAME_HOST, from, seen));
      case Evidence.RouteRead e ->
          one(
              e.there()
                  ? Check.ok(CheckName.ROUTE, from, seen)
                  : Check.failed(CheckName.ROUTE, from, seen, Cause.ROUTE, Confidence.CERTAIN));
      case Evidence.PathPinged e -> one(mtu(sight, e));
      case Evidence.PortKnocked e -> port(target, from, e);
      case Evidence.TlsShaken e -> one(tls(sight, e));
      case Evidence.CertificateShown e -> certificate(target, sight, e);
      case Evidence.ClockRead e -> one(clock(from, e));
      case Evidence.ProductTold e ->
          one(
              e.problem().isEmpty()
                  ? Check.ok(CheckName.VERSION, from, seen)
                  : Check.failed(
                      CheckName.VERSION,
                      from,
                      seen,
                      Cause.VERSION_UNSUPPORTED,
                      Confidence.CERTAIN));
      case Evidence.LoginTried e -> one(login(from, e));
      case Evidence.LoginKeptBack e ->
          one(Check.skipped(CheckName.AUTHENTICATION, from, e.exchange().received()));
      case Evidence.SessionUsed e ->
          one(
              e.kept()
                  ? Check.ok(CheckName.SESSION, from, seen)
                  : Check.failed(
                      CheckName.SESSION, from, seen, Cause.SESSION_NOT_KEPT, Confidence.CERTAIN));
      case Evidence.PrivilegesRead e ->
          one(
              e.missing().isEmpty()
                  ? Check.ok(CheckName.PRIVILEGES, from, seen)
                  : Check.failed(
                      CheckName.PRIVILEGES,
                      from,
                      seen,
                      Cause.PRIVILEGE_MISSING,
                      Confidence.CERTAIN));
      case Evidence.NotChecked e -> one(Check.skipped(e.check(), from, seen.received()));
    };
  }

  private static List<Check> one(Check check) {
    return List.of(check);
  }

  private static Check hosts(String from, Evidence.HostsFileRead e) {
    boolean differs =
        !e.inFile().isEmpty()
            && !e.inDns().isEmpty()
            && e.inFile().stream().noneMatch(e.inDns()::contains);
    return differs
        ? Check.failed(
            CheckName.HOSTS_FILE, from, e.exchange(), Cause.NAME_OVERRIDDEN, Confidence.CERTAIN)
        : Check.ok(CheckName.HOSTS_FILE, from, e.exchange());
  }

  private static Check reverse(Target target, String from, Evidence.ReverseLookedUp e) {
    if (e.names().isEmpty()) {
      return Check.warning(CheckName.NAME_REVERSE, from, e.exchange());
    }
    boolean own =
        target.name().map(n -> e.names().stream().anyMatch(r -> sameHost(n, r))).orElse(true);
    if (own) {
      return Check.ok(CheckName.NAME_REVERSE, from, e.exchange());
    }
    // Another name of the same machine is an alias; one that leads elsewhere is a broken zone.
    return e.leadsBack()
        ? Check.warning(CheckName.NAME_REVERSE, from, e.exchange())
        : Check.failed(
            CheckName.NAME_REVERSE,
            from,
            e.exchange(),
            Cause.NAME_REVERSE_MISMATCH,
            Confidence.LIKELY);
  }

  /** Whether two names are one, where one of them may lack its domain. */
  private static boolean sameHost(String asked, String answered) {
    String answer = Target.plain(answered);
    return answer.equals(asked)
        || (!asked.contains(".") && answer.startsWith(asked + "."))
        || (!answer.contains(".") && asked.startsWith(answer + "."));
  }

  private static Check mtu(Sight sight, Evidence.PathPinged e) {
    boolean stalls =
        sight
            .first(Evidence.TlsShaken.class)
            .map(t -> t.outcome() == TlsOutcome.SILENT || t.outcome() == TlsOutcome.CUT_SHORT)
            .orElse(false);
    if (e.small() && !e.full()) {
      return stalls
          ? Check.failed(CheckName.MTU, sight.from(), e.exchange(), Cause.MTU, Confidence.LIKELY)
          : Check.warning(CheckName.MTU, sight.from(), e.exchange());
    }
    return e.small()
        ? Check.ok(CheckName.MTU, sight.from(), e.exchange())
        : Check.skipped(
            CheckName.MTU, sight.from(), "pings are not answered, so they show nothing");
  }

  private static List<Check> port(Target target, String from, Evidence.PortKnocked e) {
    boolean api = e.port() == target.port();
    CheckName name = api ? CheckName.PORT : CheckName.OTHER_PORTS;
    return switch (e.state()) {
      case OPEN ->
          api
              ? List.of(
                  Check.ok(CheckName.ROUTE, from, e.exchange()), Check.ok(name, from, e.exchange()))
              : one(Check.ok(name, from, e.exchange()));
      case REFUSED ->
          api
              ? List.of(
                  Check.ok(CheckName.ROUTE, from, e.exchange()),
                  Check.failed(name, from, e.exchange(), Cause.PORT_REFUSED, Confidence.CERTAIN))
              : one(Check.failed(name, from, e.exchange(), Cause.PORT_REFUSED, Confidence.CERTAIN));
      // A host that is down is as silent as a firewall that drops.
      case FILTERED ->
          one(Check.failed(name, from, e.exchange(), Cause.PORT_FILTERED, Confidence.LIKELY));
      case NO_ROUTE ->
          one(
              Check.failed(
                  api ? CheckName.ROUTE : name,
                  from,
                  e.exchange(),
                  Cause.ROUTE,
                  Confidence.CERTAIN));
    };
  }

  private static Check tls(Sight sight, Evidence.TlsShaken e) {
    Confidence confidence =
        switch (e.outcome()) {
          case AGREED, TOO_OLD, NOT_TLS -> Confidence.CERTAIN;
          case BROKEN_OFF -> Confidence.LIKELY;
          case SILENT, CUT_SHORT -> Confidence.POSSIBLE;
        };
    return e.outcome() == TlsOutcome.AGREED
        ? Check.ok(CheckName.TLS, sight.from(), e.exchange())
        : Check.failed(CheckName.TLS, sight.from(), e.exchange(), Cause.TLS_PROTOCOL, confidence);
  }

  private static List<Check> certificate(Target target, Sight sight, Evidence.CertificateShown e) {
    String from = sight.from();
    boolean inTime = !e.readAt().isBefore(e.notBefore()) && !e.readAt().isAfter(e.notAfter());
    // By the target's own clock it is valid: then it is a clock that is wrong, not the certificate.
    boolean inTheirTime =
        sight
            .first(Evidence.ClockRead.class)
            .filter(c -> skew(c).compareTo(TOLERATED_SKEW) > 0)
            .map(c -> !c.theirs().isBefore(e.notBefore()) && !c.theirs().isAfter(e.notAfter()))
            .orElse(false);
    Exchange valid = told(e, "valid " + e.notBefore() + " to " + e.notAfter());
    Exchange names =
        told(e, e.names().isEmpty() ? "it has no name" : "for " + String.join(" ", e.names()));
    Check dates =
        inTime || e.pinned()
            ? Check.ok(CheckName.CERTIFICATE_DATES, from, valid)
            : Check.failed(
                CheckName.CERTIFICATE_DATES,
                from,
                valid,
                inTheirTime ? Cause.CLOCK_SKEW : Cause.TLS_CERTIFICATE_DATES,
                inTheirTime ? Confidence.LIKELY : Confidence.CERTAIN);
    Check name =
        e.pinned() || CertificateNames.match(e.names(), target.host())
            ? Check.ok(CheckName.CERTIFICATE_NAME, from, names)
            : Check.failed(
                CheckName.CERTIFICATE_NAME,
                from,
                names,
                Cause.TLS_CERTIFICATE_NAME,
                Confidence.CERTAIN);
    Check chain =
        e.pinned() || e.trusted()
            ? Check.ok(CheckName.CERTIFICATE_CHAIN, from, e.exchange())
            : Check.failed(
                CheckName.CERTIFICATE_CHAIN,
                from,
                e.exchange(),
                Cause.TLS_CERTIFICATE_CHAIN,
                Confidence.CERTAIN);
    return List.of(dates, name, chain);
  }

  private static Exchange told(Evidence.CertificateShown e, String received) {
    return new Exchange(e.exchange().sent(), received, e.exchange().millis());
  }

  private static Check clock(String from, Evidence.ClockRead e) {
    return skew(e).compareTo(TOLERATED_SKEW) > 0
        ? Check.failed(CheckName.CLOCK, from, e.exchange(), Cause.CLOCK_SKEW, Confidence.CERTAIN)
        : Check.ok(CheckName.CLOCK, from, e.exchange());
  }

  /** How far the clocks are apart, either way. */
  static Duration skew(Evidence.ClockRead e) {
    return Duration.between(e.ours(), e.theirs()).abs();
  }

  private static Check login(String from, Evidence.LoginTried e) {
    return switch (e.answer()) {
      case ACCEPTED -> Check.ok(CheckName.AUTHENTICATION, from, e.exchange());
      case NOT_OFFERED, UNCLEAR -> Check.warning(CheckName.AUTHENTICATION, from, e.exchange());
      case REFUSED -> {
        Optional<Cause> named = Refusal.named(e.words());
        yield Check.failed(
            CheckName.AUTHENTICATION,
            from,
            e.exchange(),
            named.orElse(Cause.CREDENTIALS_REFUSED_UNDETERMINED),
            named.isPresent() ? Confidence.CERTAIN : Confidence.POSSIBLE);
      }
    };
  }
}
