package dev.vireo.container.check;

import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.tool.Answers;
import dev.vireo.hypervisor.script.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checks by which a container counts as started. Each says what was seen; none is inferred from
 * what a tool claims to have done.
 *
 * @param status the word for a container that runs, in the answer to step {@code status}
 * @param addresses the addresses that it shall have
 * @param nameservers the name servers that it shall have; none: nobody has asked for any
 */
public record StartChecks(Pattern status, List<Address> addresses, List<Ipv4> nameservers) {

  private static final Pattern INIT_STATE = Pattern.compile("(?m)^State:\\s+(\\S)(.*)$");
  private static final Pattern INIT_NAME = Pattern.compile("(?m)^Name:\\s+(\\S+)$");
  private static final Pattern NAMESERVER = Pattern.compile("(?m)^\\s*nameserver\\s+(\\S+)");

  public StartChecks {
    addresses = List.copyOf(addresses);
    nameservers = List.copyOf(nameservers);
  }

  /** The same, where a command has asked for no name servers and the host's configuration does. */
  public StartChecks orNameservers(List<Ipv4> configured) {
    return nameservers.isEmpty() ? new StartChecks(status, addresses, configured) : this;
  }

  /** All but the ping, from the answers to a tool's {@code look}. */
  public List<StartCheck> of(Answers seen) {
    List<StartCheck> checks = new ArrayList<>();
    checks.add(running(seen));
    checks.add(init(seen));
    checks.add(address(seen));
    checks.add(route(seen));
    checks.add(resolv(seen));
    return checks;
  }

  /** The gateway that is to be asked, if a route names one. */
  public static Optional<Ipv4> gateway(Answers seen) {
    return defaultRoute(seen).flatMap(Routes.Default::via);
  }

  private static Optional<Routes.Default> defaultRoute(Answers seen) {
    return seen.good("iproute")
        .flatMap(Routes::ofIp)
        .or(() -> seen.good("route").flatMap(Routes::byDefault));
  }

  /** Whether all have passed, or had nothing to check. */
  public static boolean allGood(List<StartCheck> checks) {
    return checks.stream().noneMatch(c -> c.result() == StartCheckResult.FAILED);
  }

  /** Whether its gateway was seen to answer, the farthest that a check reaches. */
  public static boolean answered(List<StartCheck> checks) {
    return checks.stream()
        .anyMatch(
            c -> c.name() == StartCheckName.GATEWAY_PING && c.result() == StartCheckResult.PASSED);
  }

  /** The first that failed. */
  public static Optional<StartCheck> firstFailed(List<StartCheck> checks) {
    return checks.stream().filter(c -> c.result() == StartCheckResult.FAILED).findFirst();
  }

  private StartCheck running(Answers seen) {
    String said = seen.result("status").map(r -> r.stdout().strip()).orElse("");
    return check(
        StartCheckName.STATUS_RUNNING,
        status.matcher(said).find(),
        said.isEmpty() ? seen.said("status") : said);
  }

  private static StartCheck init(Answers seen) {
    Optional<String> status = seen.good("init");
    Matcher state = INIT_STATE.matcher(status.orElse(""));
    if (!state.find()) {
      return check(StartCheckName.INIT_ALIVE, false, seen.said("init"));
    }
    Matcher name = INIT_NAME.matcher(status.orElse(""));
    String called = name.find() ? name.group(1) : "process 1";
    // Z: it ended and nobody took note; X: it is gone.
    boolean alive = !state.group(1).equals("Z") && !state.group(1).equals("X");
    return check(StartCheckName.INIT_ALIVE, alive, called + ": " + state.group(1) + state.group(2));
  }

  private StartCheck address(Answers seen) {
    if (addresses.isEmpty()) {
      return skipped(StartCheckName.ADDRESS, "no address was asked for it");
    }
    Optional<String> listing = seen.good("addr").or(() -> seen.good("ifconfig"));
    if (listing.isEmpty()) {
      return check(
          StartCheckName.ADDRESS,
          false,
          "neither ip nor ifconfig answers in it: " + seen.said("addr"));
    }
    Interfaces interfaces = Interfaces.parse(listing.get());
    for (Address address : addresses) {
      Optional<Interfaces.Interface> has = interfaces.with(address.ip());
      if (has.isEmpty() || !has.get().up()) {
        return check(
            StartCheckName.ADDRESS,
            false,
            address.ip()
                + " was asked, and "
                + has.map(Object::toString).orElse(interfaces.toString()));
      }
    }
    return check(StartCheckName.ADDRESS, true, interfaces.toString());
  }

  private StartCheck route(Answers seen) {
    if (addresses.isEmpty()) {
      return skipped(StartCheckName.DEFAULT_ROUTE, "no address was asked for it");
    }
    Optional<Routes.Default> route = defaultRoute(seen);
    return check(
        StartCheckName.DEFAULT_ROUTE,
        route.isPresent(),
        route.map(Object::toString).orElse("there is none"));
  }

  private StartCheck resolv(Answers seen) {
    List<String> has =
        NAMESERVER.matcher(seen.good("resolv").orElse("")).results().map(m -> m.group(1)).toList();
    String names =
        !has.isEmpty()
            ? "it names " + String.join(", ", has)
            : seen.good("resolv").isPresent()
                ? "it names no server"
                : "it cannot be read: " + seen.said("resolv");
    List<String> lacking =
        nameservers.stream().map(Ipv4::toString).filter(n -> !has.contains(n)).toList();
    if (!lacking.isEmpty()) {
      return check(
          StartCheckName.RESOLV_CONF,
          false,
          String.join(", ", lacking) + " was asked, and " + names);
    }
    return has.isEmpty()
        ? skipped(StartCheckName.RESOLV_CONF, "no name server was asked for it, and " + names)
        : check(StartCheckName.RESOLV_CONF, true, names);
  }

  /**
   * What a ping came to.
   *
   * @param what who asked whom, such as {@code the gateway 10.0.0.1 from within}
   */
  public static StartCheck ping(String what, StepResult ping) {
    String said =
        (ping.stdout() + "\n" + ping.stderr())
            .lines()
            .map(String::strip)
            .filter(l -> l.contains("bytes from") || l.contains("packets transmitted"))
            .findFirst()
            .orElse("exit " + ping.exit() + " " + ping.stderr().strip());
    return check(StartCheckName.GATEWAY_PING, ping.ok(), what + ": " + said);
  }

  /** There was nobody to ask. */
  public static StartCheck noPing(String why) {
    return skipped(StartCheckName.GATEWAY_PING, why);
  }

  private static StartCheck check(StartCheckName name, boolean good, String evidence) {
    return new StartCheck(
        name, good ? StartCheckResult.PASSED : StartCheckResult.FAILED, cut(evidence));
  }

  private static StartCheck skipped(StartCheckName name, String why) {
    return new StartCheck(name, StartCheckResult.SKIPPED, why);
  }

  private static String cut(String text) {
    return text.length() > 1_000 ? text.substring(0, 1_000) + "..." : text;
  }
}
