package dev.vireo.backup.domain.preflight;

import java.util.List;
import java.util.Optional;

/**
 * All that one vantage point saw.
 *
 * @param from its name: {@code here}, or that of a registered host
 */
public record Sight(String from, List<Evidence> evidence) {

  public Sight {
    evidence = List.copyOf(evidence);
  }

  <E extends Evidence> Optional<E> first(Class<E> type) {
    return evidence.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  boolean sameHost() {
    return first(Evidence.OwnAddressesRead.class)
        .map(Evidence.OwnAddressesRead::same)
        .orElse(false);
  }

  /** The addresses that programs there are given for the target. */
  List<String> addresses() {
    return first(Evidence.NameResolved.class)
        .map(Evidence.NameResolved::addresses)
        .orElse(List.of());
  }

  /** What the hosts file there says of the target; mostly nothing. */
  List<String> inHostsFile() {
    return first(Evidence.HostsFileRead.class)
        .map(Evidence.HostsFileRead::inFile)
        .orElse(List.of());
  }

  /** Whether a login could have been made from there and was not. */
  boolean loginKeptBack() {
    return evidence.stream().anyMatch(e -> e instanceof Evidence.LoginKeptBack);
  }

  boolean accepted() {
    return first(Evidence.LoginTried.class)
        .map(l -> l.answer() == LoginAnswer.ACCEPTED)
        .orElse(false);
  }

  boolean refused() {
    return first(Evidence.LoginTried.class)
        .map(l -> l.answer() == LoginAnswer.REFUSED)
        .orElse(false);
  }

  boolean sessionKept() {
    return first(Evidence.SessionUsed.class).map(Evidence.SessionUsed::kept).orElse(false);
  }
}
