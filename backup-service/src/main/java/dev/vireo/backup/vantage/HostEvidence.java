package dev.vireo.backup.vantage;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.PortState;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.script.StepResult;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A host's answers as evidence. What it lacks a program for is not checked, and says which. */
record HostEvidence(String name, HostAnswers known, HostAnswers answers) {

  /** A little less than the 3 s that {@code nc} is told to wait. */
  private static final Duration ALMOST_PATIENCE = Duration.ofMillis(2500);

  Evidence own(List<InetAddress> addresses) {
    String sent = "looked for the target's addresses on the interfaces of " + name;
    List<InetAddress> own = known.own();
    Optional<InetAddress> same =
        addresses.stream().filter(a -> a.isLoopbackAddress() || own.contains(a)).findFirst();
    if (own.isEmpty() && same.isEmpty()) {
      return new Evidence.NotChecked(
          new Exchange(sent, "not made: it has no ip, ifconfig or esxcfg-vmknic that answers", 0),
          CheckName.SAME_HOST);
    }
    return new Evidence.OwnAddressesRead(
        new Exchange(
            sent,
            same.map(a -> a.getHostAddress() + ": target and caller are one machine")
                .orElse("none of them"),
            took(known, "ip", "ifconfig", "vmknic")),
        same.isPresent());
  }

  Evidence hostsFile(String host, List<String> inFile) {
    String sent = "looked for " + host + " in /etc/hosts of " + name;
    Optional<StepResult> file = known.of("hosts");
    if (file.filter(StepResult::ok).isEmpty()) {
      return new Evidence.NotChecked(
          new Exchange(sent, "not made: it cannot be read there", 0), CheckName.HOSTS_FILE);
    }
    List<String> inDns = answers.byNameServers().stream().map(InetAddress::getHostAddress).toList();
    boolean nobody = answers.lacks("dig") && answers.lacks("host") && answers.lacks("nslookup");
    String dns =
        inFile.isEmpty()
            ? ""
            : nobody
                ? "; name servers: not asked, it has no dig, host or nslookup"
                : "; name servers: " + (inDns.isEmpty() ? "nothing" : String.join(" ", inDns));
    return new Evidence.HostsFileRead(
        new Exchange(
            sent,
            (inFile.isEmpty() ? "no line for it" : String.join(" ", inFile)) + dns,
            took(known, "hosts") + took(answers, "dig", "host", "nslookup")),
        inFile,
        inDns);
  }

  /** Empty where no program tells: whether there is a way then shows at the port. */
  Optional<Evidence> route(InetAddress address) {
    return answers
        .of("route")
        .filter(r -> answers.ran("route") && (r.ok() || isNoWay(r.stderr())))
        .map(
            r ->
                new Evidence.RouteRead(
                    new Exchange(
                        "ip route get " + address.getHostAddress() + " on " + name,
                        shown(r.ok() ? r.stdout() : r.stderr()),
                        r.took().toMillis()),
                    r.ok()));
  }

  private static boolean isNoWay(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return lower.contains("unreachable") || lower.contains("no route");
  }

  Evidence pings(int full) {
    String way =
        List.of("ping", "vmkping").stream()
            .filter(w -> answers.ran(w + "-56"))
            .findFirst()
            .orElse("");
    String sent =
        (way.isEmpty() ? "pings" : way)
            + " from "
            + name
            + " of 56 and "
            + full
            + " bytes, not to be fragmented";
    if (way.isEmpty() || answers.of(way + "-" + full).isEmpty()) {
      return new Evidence.NotChecked(
          new Exchange(
              sent,
              way.isEmpty()
                  ? "not made: it has no ping that can forbid fragments (ping -M, vmkping -d)"
                  : "not ended in time",
              0),
          CheckName.MTU);
    }
    boolean small = answers.of(way + "-56").filter(StepResult::ok).isPresent();
    boolean large = answers.of(way + "-" + full).filter(StepResult::ok).isPresent();
    return new Evidence.PathPinged(
        new Exchange(
            sent,
            "small one "
                + (small ? "answered" : "not answered")
                + ", full-sized one "
                + (large ? "answered" : "not answered"),
            took(answers, way + "-56", way + "-" + full)),
        small,
        large);
  }

  /** Empty for loopback, whose name says nothing. */
  Optional<Evidence> reverse(InetAddress address, List<String> names, boolean leadsBack) {
    if (address.isLoopbackAddress()) {
      return Optional.empty();
    }
    String sent = "asked " + name + " for the name of " + address.getHostAddress();
    if (!answers.ran("reverse") && !answers.ran("nslookup-reverse")) {
      boolean missing = answers.lacks("reverse") && answers.lacks("nslookup-reverse");
      return Optional.of(
          new Evidence.NotChecked(
              new Exchange(
                  sent,
                  missing ? "not made: it has no getent or nslookup" : "no answer in time",
                  0),
              CheckName.NAME_REVERSE));
    }
    return Optional.of(
        new Evidence.ReverseLookedUp(
            new Exchange(
                sent,
                names.isEmpty()
                    ? "no name"
                    : String.join(" ", names)
                        + (leadsBack ? ", which leads back" : ", which leads elsewhere"),
                took(answers, "reverse", "nslookup-reverse")),
            names,
            leadsBack));
  }

  /** What {@code nc -z} says of a port; without words, by how long it tried. */
  static PortState state(StepResult nc) {
    String lower = nc.stderr().toLowerCase(Locale.ROOT);
    if (nc.ok()) {
      return PortState.OPEN;
    }
    if (isNoWay(nc.stderr())) {
      return PortState.NO_ROUTE;
    }
    boolean silent =
        lower.contains("timed out")
            || lower.contains("in progress")
            || (!lower.contains("refused") && nc.took().compareTo(ALMOST_PATIENCE) > 0);
    return silent ? PortState.FILTERED : PortState.REFUSED;
  }

  /** Addresses as they are compared: one spelling for each. */
  static List<String> plain(List<String> texts) {
    return texts.stream()
        .map(t -> HostAnswers.address(t).map(InetAddress::getHostAddress).orElse(t))
        .toList();
  }

  static String shown(String text) {
    return Shown.plain(text.strip().replaceAll("\\s+", " "));
  }

  private static long took(HostAnswers from, String... ids) {
    return List.of(ids).stream()
        .flatMap(id -> from.of(id).stream())
        .map(StepResult::took)
        .reduce(Duration.ZERO, Duration::plus)
        .toMillis();
  }
}
