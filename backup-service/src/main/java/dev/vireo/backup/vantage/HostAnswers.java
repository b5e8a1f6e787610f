package dev.vireo.backup.vantage;

import dev.vireo.backup.domain.preflight.HostsFile;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.hypervisor.script.StepResult;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a host answered to {@link HostQuestions}, read. A step without a result was not reached in
 * time; an exit status of 126 or 127 says that the program is not there.
 */
record HostAnswers(List<StepResult> results) {

  private static final Pattern OWN =
      Pattern.compile("(?:\\binet6?(?: addr)?:? ?|\\bIPv[46]\\s+)([0-9A-Fa-f:.]{2,45})");
  private static final Pattern BY_HOST =
      Pattern.compile("(?m)has (?:IPv6 )?address ([0-9A-Fa-f:.]{2,45})\\s*$");
  private static final Pattern BY_NSLOOKUP =
      Pattern.compile("(?m)^Address(?: [0-9]+)?:\\s*([0-9A-Fa-f:.]{2,45})(?:\\s|$)");
  private static final Pattern REVERSE_NAME =
      Pattern.compile("(?m)(?:\\bname = |^Address(?: [0-9]+)?:\\s*[0-9A-Fa-f:.]+\\s+)(\\S+?)\\.?$");
  private static final Pattern USAGE =
      Pattern.compile("(?i)invalid option|unrecognized option|unknown option|usage");

  HostAnswers {
    results = List.copyOf(results);
  }

  Optional<StepResult> of(String id) {
    return results.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  /** Whether the host has the program: it ran, and knew what it was asked. */
  boolean ran(String id) {
    return of(id)
        .filter(r -> r.exit() != 126 && r.exit() != 127 && !USAGE.matcher(r.stderr()).find())
        .isPresent();
  }

  /** Whether the program is not there. */
  boolean lacks(String id) {
    return of(id).filter(r -> !ran(id)).isPresent();
  }

  /** Seconds since 1970. */
  OptionalLong clock() {
    return of("clock")
        .map(r -> r.stdout().strip())
        .filter(text -> text.matches("[0-9]{1,11}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /** What the hosts file says of a name; none where it cannot be read. */
  List<String> inHostsFile(String name) {
    return of("hosts")
        .filter(StepResult::ok)
        .map(r -> HostsFile.addresses(r.stdout(), name))
        .orElse(List.of());
  }

  /** The host's own addresses; none where no program could tell. */
  List<InetAddress> own() {
    Set<InetAddress> own = new LinkedHashSet<>();
    for (String id : List.of("ip", "ifconfig", "vmknic")) {
      of(id).ifPresent(r -> own.addAll(all(OWN, r.stdout())));
    }
    return List.copyOf(own);
  }

  /** What {@code getent ahosts} printed, in its order. */
  List<InetAddress> byGetent() {
    Set<InetAddress> found = new LinkedHashSet<>();
    for (String line : of("getent").map(StepResult::stdout).orElse("").split("\\R")) {
      address(line.strip().split("\\s+")[0]).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** What name servers alone say, by the first program that answered. */
  List<InetAddress> byNameServers() {
    String dig = of("dig").map(StepResult::stdout).orElse("");
    List<InetAddress> found = all(Pattern.compile("(?m)^([0-9A-Fa-f:.]{2,45})\\s*$"), dig);
    if (found.isEmpty()) {
      found = all(BY_HOST, of("host").map(StepResult::stdout).orElse(""));
    }
    if (found.isEmpty()) {
      String text = of("nslookup").map(StepResult::stdout).orElse("");
      // Before the first "Name:" stands the name server's own address.
      int name = text.indexOf("Name:");
      found = name < 0 ? List.of() : all(BY_NSLOOKUP, text.substring(name));
    }
    return found;
  }

  /** The names that the address has. */
  List<String> reverse(InetAddress address) {
    Set<String> names = new LinkedHashSet<>();
    for (String line : of("reverse").map(StepResult::stdout).orElse("").split("\\R")) {
      String[] words = line.strip().split("\\s+");
      if (address(words[0]).filter(address::equals).isPresent()) {
        for (int i = 1; i < words.length; i++) {
          names.add(words[i]);
        }
      }
    }
    if (names.isEmpty()) {
      REVERSE_NAME
          .matcher(of("nslookup-reverse").map(StepResult::stdout).orElse(""))
          .results()
          .forEach(found -> names.add(found.group(1)));
    }
    return names.stream().filter(HostAnswers::isName).toList();
  }

  /** Whether what a host called a name has the form of one: it is asked back. */
  private static boolean isName(String text) {
    return text.length() <= 253
        && text.matches("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?")
        && !Target.isAddress(text);
  }

  private static List<InetAddress> all(Pattern pattern, String text) {
    Set<InetAddress> found = new LinkedHashSet<>();
    pattern
        .matcher(text)
        .results()
        .forEach(result -> address(result.group(1)).ifPresent(found::add));
    return List.copyOf(found);
  }

  /** An address written in digits; anything else is none, and no name is ever looked up. */
  static Optional<InetAddress> address(String text) {
    try {
      return Target.isAddress(text) ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
