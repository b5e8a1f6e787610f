package dev.vireo.hypervisor.ssh;

import java.util.List;
import java.util.Map;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Sets a session up before its first word, and notes what the host says, in its {@link Attempt}.
 */
final class SshListener implements SessionListener {

  @Override
  public void sessionCreated(Session session) {
    Attempt attempt = Attempt.of(session);
    Algorithms.of(attempt.target.crypto()).offer(session, attempt.knownTypes);
  }

  @Override
  public void sessionPeerIdentificationReceived(
      Session session, String version, List<String> extraLines) {
    Attempt.of(session).identification = version;
  }

  @Override
  public void sessionNegotiationStart(
      Session session,
      Map<KexProposalOption, String> clientProposal,
      Map<KexProposalOption, String> serverProposal) {
    Attempt.of(session).offeredByHost = Map.copyOf(serverProposal);
  }

  @Override
  public void sessionException(Session session, Throwable failure) {
    Attempt.of(session).failure = failure;
  }

  @Override
  public void sessionDisconnect(
      Session session, int reason, @Nullable String message, String language, boolean initiator) {
    if (!initiator) {
      Attempt.of(session).disconnect = message == null ? "reason " + reason : message;
    }
  }
}
