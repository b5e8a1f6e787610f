package dev.vireo.backup.domain.preflight;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a target's words say of why it refused a login. A bare "invalid login" says nothing: an
 * unknown account, a locked one, an expired password, a wrong clock and a call from the wrong
 * machine answer the same ({@code vim.fault.InvalidLogin}; HTTP 401).
 *
 * <p>Codes: {@code data NNN} are the sub-codes that Active Directory adds to an LDAP bind error 49;
 * {@code 0xC0000...} are NTSTATUS values of a Windows logon.
 */
final class Refusal {

  private record Rule(Pattern words, Cause cause) {
    Rule(String words, Cause cause) {
      this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), cause);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "\\bdata 775\\b|0xC0000234|account[^.]{0,40}\\block(ed)?\\b", Cause.ACCOUNT_LOCKED),
          new Rule(
              "\\bdata 533\\b|0xC0000072|account[^.]{0,40}\\bdisabled\\b", Cause.ACCOUNT_LOCKED),
          new Rule(
              "\\bdata (532|773)\\b|0xC0000071|0xC0000224|PasswordExpired"
                  + "|password[^.]{0,40}\\b(has )?expired\\b|password must be changed",
              Cause.PASSWORD_EXPIRED),
          new Rule(
              "\\bdata 531\\b|0xC0000070|source address[^.]{0,40}not allowed"
                  + "|(your|client|source) (ip )?address[^.]{0,60}(not (allowed|permitted)|denied)"
                  + "|logins?[^.]{0,40}not (allowed|permitted) from",
              Cause.SOURCE_NOT_ALLOWED),
          new Rule("0xC0000133|\\bKRB_AP_ERR_SKEW\\b|clock skew|time difference", Cause.CLOCK_SKEW),
          new Rule(
              "no such realm|realm[^.]{0,40}does not exist"
                  + "|does not look like a valid user ?name"
                  + "|(unknown|invalid) (domain|upn|realm)|identity source[^.]{0,40}not found",
              Cause.NAME_FORM),
          new Rule(
              "\\bdata 525\\b|0xC0000064|no such (user|account)|(user|account)[^.]{0,40}does not exist",
              Cause.ACCOUNT_UNKNOWN),
          new Rule("\\bdata 52e\\b|0xC000006A\\b", Cause.CREDENTIALS_WRONG));

  private Refusal() {}

  /** The cause that the words name; empty where they name none. */
  static Optional<Cause> named(String words) {
    return RULES.stream().filter(r -> r.words().matcher(words).find()).map(Rule::cause).findFirst();
  }
}
