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
