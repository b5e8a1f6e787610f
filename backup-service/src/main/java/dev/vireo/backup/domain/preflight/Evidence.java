package dev.vireo.backup.domain.preflight;

import java.time.Instant;
import java.util.List;

/** One thing that was observed from one vantage point. */
public sealed interface Evidence {

  /** What was asked and what came back. */
  Exchange exchange();

  /**
   * The name, asked as every program on the vantage point asks it.
   *
   * @param addresses none where it does not resolve
   */
  record NameResolved(Exchange exchange, List<String> addresses) implements Evidence {}

  /**
   * The hosts file beside the name service.
   *
   * @param inFile what the file says for the name; mostly nothing
   * @param inDns what name servers say; empty where they say nothing or cannot be asked
   */
  record HostsFileRead(Exchange exchange, List<String> inFile, List<String> inDns)
      implements Evidence {}

  /**
   * An address, asked for its name.
   *
   * @param names none where there is no PTR record
   * @param leadsBack whether one of the names has the address
   */
  record ReverseLookedUp(Exchange exchange, List<String> names, boolean leadsBack)
      implements Evidence {}

  /**
   * The vantage point's own addresses beside the target's.
   *
   * @param same whether target and vantage point are one machine
   */
  record OwnAddressesRead(Exchange exchange, boolean same) implements Evidence {}

  /** The way to the address that the vantage point would take. */
  record RouteRead(Exchange exchange, boolean there) implements Evidence {}

  /** Pings that must not be fragmented: one small, one that fills an Ethernet frame. */
  record PathPinged(Exchange exchange, boolean small, boolean full) implements Evidence {}

  /** A TCP port that a backup needs. */
  record PortKnocked(Exchange exchange, int port, PortState state) implements Evidence {}

  /** A TLS handshake; what it says of the certificate is in {@link CertificateShown}. */
  record TlsShaken(Exchange exchange, TlsOutcome outcome) implements Evidence {}

  /**
   * The certificate that the target showed.
   *
   * @param names it is for: DNS names and addresses, or its common name where it has none
   * @param trusted whether an authority the vantage point trusts has signed it
   * @param pinned whether it is the very one the caller expects, whatever else it says
   */
  record CertificateShown(
      Exchange exchange,
      List<String> names,
      Instant notBefore,
      Instant notAfter,
      boolean trusted,
      boolean pinned,
      Instant readAt)
      implements Evidence {}

  /** The target's clock beside the vantage point's. */
  record ClockRead(Exchange exchange, Instant theirs, Instant ours) implements Evidence {}

  /**
   * What the target says that it is.
   *
   * @param problem why it is not served; empty where it is
   */
  record ProductTold(Exchange exchange, String problem) implements Evidence {}

  /**
   * The one login.
   *
   * @param words what the target said, to be classified; never shown unredacted
   */
  record LoginTried(Exchange exchange, LoginAnswer answer, String user, String words)
      implements Evidence {}

  /** A login that could have been made from there and was not, and why. */
  record LoginKeptBack(Exchange exchange) implements Evidence {}

  /** The session, used once more some time later. */
  record SessionUsed(Exchange exchange, boolean kept) implements Evidence {}

  /** The privileges a backup needs. */
  record PrivilegesRead(Exchange exchange, List<String> missing) implements Evidence {}

  /** A check that could not be made from there, and why. */
  record NotChecked(Exchange exchange, CheckName check) implements Evidence {}
}
