package dev.vireo.backup.domain.preflight;

import java.util.Locale;
import java.util.Set;

/** The checks, and which others each one stands on: a dependency graph, in an order it allows. */
public enum CheckName {
  NAME_FORWARD,
  HOSTS_FILE,
  NAME_REVERSE(NAME_FORWARD),
  SAME_HOST(NAME_FORWARD),
  ROUTE(NAME_FORWARD),
  PORT(ROUTE),
  OTHER_PORTS(ROUTE),
  MTU(ROUTE),
  TLS(PORT),
  CERTIFICATE_DATES(TLS),
  CERTIFICATE_NAME(TLS),
  CERTIFICATE_CHAIN(TLS),
  CLOCK(TLS),
  VERSION(TLS),
  AUTHENTICATION(CERTIFICATE_DATES, CERTIFICATE_NAME, CERTIFICATE_CHAIN, VERSION),
  SESSION(AUTHENTICATION),
  PRIVILEGES(AUTHENTICATION);

  private final Set<CheckName> requires;

  CheckName(CheckName... requires) {
    this.requires = Set.of(requires);
  }

  /** What must not have failed for this one to mean anything. */
  public Set<CheckName> requires() {
    return requires;
  }

  /** As reports write it: {@code certificate-dates}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
