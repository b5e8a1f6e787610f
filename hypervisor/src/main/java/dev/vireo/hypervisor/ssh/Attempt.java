package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.Diagnosis;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a connection: what is wanted, and what was noticed on the way by callbacks of
 * the SSH library, so that a failure can be told apart afterwards. Written by the library's
 * threads, read by the one that waits.
 */
final class Attempt {
  static final AttributeKey<Attempt> KEY = new AttributeKey<>();

  final SshTarget target;
  final Set<String> knownTypes;
  final boolean agent;

  volatile @Nullable String identification;
  volatile @Nullable HostKey hostKey;
  volatile @Nullable Diagnosis hostKeyRefused;
  volatile @Nullable Map<KexProposalOption, String> offeredByHost;
  volatile @Nullable String disconnect;
  volatile @Nullable String authMethods;
  volatile @Nullable Throwable failure;

  Attempt(SshTarget target, Set<String> knownTypes, boolean agent) {
    this.target = target;
    this.knownTypes = knownTypes;
    this.agent = agent;
  }

  AttributeRepository asContext() {
    return AttributeRepository.ofKeyValuePair(KEY, this);
  }

  /** The attempt that a session of our client belongs to. */
  static Attempt of(Session session) {
    if (session instanceof org.apache.sshd.client.session.ClientSession client) {
      AttributeRepository context = client.getConnectionContext();
      if (context != null) {
        Attempt attempt = context.getAttribute(KEY);
        if (attempt != null) {
          return attempt;
        }
      }
    }
    throw new IllegalStateException("a session that was not opened here: " + session);
  }
}
