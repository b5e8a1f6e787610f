package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.ssh.KnownHosts.Entry;
import dev.vireo.hypervisor.ssh.KnownHosts.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a host is the one meant, by its key. */
final class HostKeyCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HostKeyCheck.class);

  private HostKeyCheck() {}

  /** Empty where the key is good; otherwise why it is not and what to do. */
  static Optional<Diagnosis> refusal(HostAddress address, HostKey key, HostKeyPolicy policy) {
    Path path = policy.knownHosts();
    KnownHostsFile file = new KnownHostsFile(path);
    try {
      KnownHosts known = file.read();
      Verdict verdict = known.check(address, key);
      if (verdict instanceof Verdict.Unknown && policy instanceof HostKeyPolicy.TrustOnFirstUse) {
        verdict = file.trust(address, key);
        if (verdict instanceof Verdict.Unknown) {
          LOG.warn("host {}: trusted on first use, key {} written to {}", address, key, path);
          return Optional.empty();
        }
      }
      return refusal(address, key, path, verdict, known.unread());
    } catch (IOException e) {
      return Optional.of(
          new Diagnosis(
              "the host's key could not be checked",
              address.toString(),
              e.getClass().getSimpleName() + " on " + path,
              "make " + path + " readable (and, to trust on first use, writable) for the service"));
    }
  }

  private static Optional<Diagnosis> refusal(
      HostAddress address, HostKey key, Path path, Verdict verdict, List<Integer> unread) {
    String where = address.toString();
    return switch (verdict) {
      case Verdict.Known known -> Optional.empty();
      case Verdict.Unknown unknown ->
          Optional.of(
              new Diagnosis(
                  "the host's key is not known",
                  where,
                  "the host presents "
                      + key
                      + ", and "
                      + path
                      + " says nothing about it"
                      + shownUnread(unread),
                  "compare the fingerprint with the one on the host's own console, then add the line"
                      + " '"
                      + KnownHosts.line(address, key)
                      + "', or choose trust on first use for this host"));
      case Verdict.Changed changed ->
          Optional.of(
              new Diagnosis(
                  "the host's key has changed",
                  where,
                  "the host presents " + key + ", but " + path + " has " + shown(changed.known()),
                  "if the host was reinstalled, compare the fingerprint with the one on its own"
                      + " console and run: ssh-keygen -f '"
                      + path
                      + "' -R '"
                      + KnownHosts.name(address)
                      + "'; if it was not, somebody may be standing in between"));
      case Verdict.Revoked revoked ->
          Optional.of(
              new Diagnosis(
                  "the host's key is revoked",
                  where,
                  "the host presents " + key + ", revoked by " + path + ":" + revoked.by().line(),
                  "give the host a new key and make that one known"));
      case Verdict.AuthorityOnly authority ->
          Optional.of(
              new Diagnosis(
                  "the host's key cannot be checked",
                  where,
                  path
                      + ":"
                      + authority.by().line()
                      + " knows a certificate authority for the host; host certificates are not"
                      + " supported",
                  "add the host's own key: '" + KnownHosts.line(address, key) + "'"));
    };
  }

  private static String shownUnread(List<Integer> lines) {
    return lines.isEmpty() ? "" : " (its lines " + lines + " could not be read)";
  }

  private static String shown(List<Entry> entries) {
    return entries.stream()
        .map(e -> e.key() + " (line " + e.line() + ")")
        .collect(Collectors.joining(", "));
  }
}
