package dev.vireo.backup.domain.preflight;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a good check excludes. */
final class RuledOut {

  private RuledOut() {}

  /** The causes that the checks exclude, each seen from every vantage point that looked. */
  static Set<Cause> by(List<Check> checks) {
    Set<Cause> out = EnumSet.noneOf(Cause.class);
    Set<Cause> open = EnumSet.noneOf(Cause.class);
    for (Check check : checks) {
      Set<Cause> stands = excludedBy(check.name());
      switch (check.result()) {
        case OK -> out.addAll(stands);
        case FAILED, WARNING -> open.addAll(stands);
        case SKIPPED -> {
          // says nothing either way
        }
      }
      check.cause().ifPresent(open::add);
    }
    out.removeAll(open);
    return out;
  }

  private static Set<Cause> excludedBy(CheckName name) {
    return switch (name) {
      case NAME_FORWARD -> EnumSet.of(Cause.NAME_FORWARD);
      case HOSTS_FILE -> EnumSet.of(Cause.NAME_OVERRIDDEN);
      case NAME_REVERSE -> EnumSet.of(Cause.NAME_REVERSE_MISMATCH);
      case SAME_HOST -> EnumSet.of(Cause.LOOPBACK_CHECK);
      case ROUTE -> EnumSet.of(Cause.ROUTE);
      case PORT -> EnumSet.of(Cause.PORT_REFUSED, Cause.PORT_FILTERED);
      case OTHER_PORTS -> EnumSet.noneOf(Cause.class);
      case MTU -> EnumSet.of(Cause.MTU);
      case TLS -> EnumSet.of(Cause.TLS_PROTOCOL);
      case CERTIFICATE_DATES -> EnumSet.of(Cause.TLS_CERTIFICATE_DATES);
      case CERTIFICATE_NAME -> EnumSet.of(Cause.TLS_CERTIFICATE_NAME);
      case CERTIFICATE_CHAIN -> EnumSet.of(Cause.TLS_CERTIFICATE_CHAIN);
      case CLOCK -> EnumSet.of(Cause.CLOCK_SKEW);
      case VERSION -> EnumSet.of(Cause.VERSION_UNSUPPORTED);
      case AUTHENTICATION -> EnumSet.copyOf(Cause.OF_A_REFUSED_LOGIN);
      case SESSION -> EnumSet.of(Cause.SESSION_NOT_KEPT);
      case PRIVILEGES -> EnumSet.of(Cause.PRIVILEGE_MISSING);
    };
  }
}
