package dev.vireo.simulator.appliance;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with a login, right credentials given.
 *
 * <p>The words are those of Active Directory's sub-codes of LDAP error 49, and of Windows.
 */
public enum LoginFault {
  NONE(""),
  /** The login is taken, a cookie is given, and the next call asks for the password again. */
  SESSION_FORGOTTEN(""),
  /** Calls from the appliance's own address are refused, those of its neighbours are not. */
  OWN_ADDRESS_REFUSED(""),
  LOCKED("LDAP error 49: AcceptSecurityContext error, data 775"),
  EXPIRED("LDAP error 49: AcceptSecurityContext error, data 532"),
  UNKNOWN("LDAP error 49: AcceptSecurityContext error, data 525"),
  WRONG_PASSWORD("LDAP error 49: AcceptSecurityContext error, data 52e"),
  NAME_FORM("unknown domain"),
  SOURCE_NOT_ALLOWED("logins are not allowed from this address");

  private final String words;

  LoginFault(String words) {
    this.words = words;
  }

  /**
   * Reads a word such as {@code own-address-refused}.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static LoginFault parse(String word) {
    for (LoginFault each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "appliance: "
            + Stream.of(values()).map(LoginFault::word).collect(Collectors.joining(", "))
            + ", not "
            + word);
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String words() {
    return words;
  }

  boolean refusesAll() {
    return !words.isEmpty();
  }
}
