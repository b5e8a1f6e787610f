package dev.vireo.backup.domain.preflight;

import java.util.List;
import java.util.stream.Collectors;

/** What to do about a cause: where, and how one sees that it is done. */
final class Advice {

  private Advice() {}

  static String of(Target target, Cause cause, List<Check> checks, String difference) {
    String seen =
        checks.stream()
            .filter(c -> c.failed() && c.cause().filter(cause::equals).isPresent())
            .map(c -> "Seen from " + c.from() + ": " + c.exchange().line() + ".")
            .distinct()
            .limit(2)
            .collect(Collectors.joining(" "));
    String between = difference.isEmpty() ? "" : "The vantage points differ: " + difference + ".";
    return List.of(what(target, cause, checks), seen, between).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String what(Target target, Cause cause, List<Check> checks) {
    String host = target.host();
    return switch (cause) {
      case HEALTHY -> healthy(checks);
      case NAME_FORWARD ->
          "Correct the name "
              + host
              + ", or give it an address (an A or AAAA record) in the name service that this"
              + " vantage point asks (/etc/resolv.conf).";
      case NAME_OVERRIDDEN ->
          "Take the line for "
              + host
              + " out of the hosts file of the vantage point, or correct it: every program there"
              + " goes to its address and not to the one in DNS.";
      case ROUTE ->
          "Give the vantage point a route to "
              + host
              + " (ip route get ADDRESS shows which is taken), or use an address of a network that"
              + " it is in.";
      case PORT_REFUSED ->
          "Start what shall listen there, correct the port, or allow it in a firewall that rejects."
              + " On the target, ss -tln shows what listens and on which address.";
      case PORT_FILTERED ->
          "See that "
              + host
              + " is up, then that each firewall on the way lets the port through from the vantage"
              + " point's address: a drop rule is silent, and so is a machine that is off.";
      case MTU ->
          "Set the MTU of the vantage point's interface to what the way bears, or let ICMP"
              + " 'fragmentation needed' through: small packets arrive, full ones do not.";
      case TLS_PROTOCOL ->
          "Enable TLS 1.2 or later on the target, or correct the port if it is not that of an HTTPS"
              + " API. Older versions are not negotiated down to.";
      case TLS_CERTIFICATE_DATES ->
          "Renew the target's certificate (or correct the clock that made it), and restart the"
              + " service that shows it.";
      case TLS_CERTIFICATE_NAME ->
          "Call the target by a name of its certificate, or give it a certificate that has "
              + host
              + " among its subject alternative names.";
      case TLS_CERTIFICATE_CHAIN ->
          "Trust the authority that signed it on the vantage point (--ca-file FILE, or the system's"
              + " certificates), or compare its SHA-256 fingerprint with what the target's console"
              + " shows and give it by --certificate-sha256. No password was sent.";
      case VERSION_UNSUPPORTED ->
          "Correct --kind if the target is another product; else update it, or back its guests up"
              + " from the host over SSH.";
      case ACCOUNT_UNKNOWN ->
          "Create the account, or name one that the target's identity source has.";
      case ACCOUNT_LOCKED ->
          "Unlock the account in its directory, and first find what still sends the old password:"
              + " a prompt that asks again for ever locks it anew.";
      case PASSWORD_EXPIRED ->
          "Set a new password for the account, or exempt a service account from expiry, and give"
              + " the new one by --password-file.";
      case NAME_FORM ->
          "Write the account as the target takes it: user@realm (such as root@pam) on Proxmox VE,"
              + " user@domain or DOMAIN\\user on vSphere; a UPN suffix must be one that the"
              + " identity source knows.";
      case SOURCE_NOT_ALLOWED ->
          "Add the refused vantage point's address to those that the target takes logins from, or"
              + " configure the appliance from a machine that is accepted.";
      case LOOPBACK_CHECK ->
          "Work from a neighbour of the target; or on the target's own machine add its names to"
              + " BackConnectionHostNames"
              + " (HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0) and restart it. The"
              + " credentials are right.";
      case CREDENTIALS_WRONG ->
          "Correct the password in the file; the target itself says that it is wrong.";
      case CLOCK_SKEW ->
          "Set the clock that is wrong (chronyc tracking, w32tm /query /status), and that of the"
              + " domain controller with it: tickets and tokens bear five minutes.";
      case CREDENTIALS_REFUSED_UNDETERMINED ->
          "Decide between the candidates by their probes, the first one first; do not log in again"
              + " before that, since refusals lock accounts. The password may be right.";
      case SESSION_NOT_KEPT ->
          "The credentials are right: the target took them and then forgot the session, which is"
              + " what asks for a password for ever. Look on the target at its session store and"
              + " clock, at a balancer that spreads one session over several nodes, and at"
              + " cookies bound to another name or address; work from another machine meanwhile.";
      case PRIVILEGE_MISSING ->
          "Give the account the missing privileges at the root of the inventory, by a role that"
              + " propagates.";
      case NAME_REVERSE_MISMATCH ->
          "Correct the PTR record of the address, so that it leads to "
              + host
              + ", or give the name that it leads to this address.";
    };
  }

  private static String healthy(List<Check> checks) {
    boolean loggedIn =
        checks.stream()
            .anyMatch(c -> c.name() == CheckName.SESSION && c.result() == CheckResult.OK);
    boolean unclear =
        checks.stream()
            .anyMatch(
                c -> c.name() == CheckName.AUTHENTICATION && c.result() == CheckResult.WARNING);
    return loggedIn
        ? "Nothing to do."
        : unclear
            ? "Nothing failed, but the login was neither accepted nor refused: see the check"
                + " 'authentication'."
            : "Nothing failed. No login was made: give --user and --password-file to have"
                + " authentication, session and privileges checked too.";
  }
}
