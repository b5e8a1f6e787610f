package dev.vireo.hypervisor.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/** Asks the SSH agent for hosts whose target says {@code agent:} only, and never forwards it. */
final class AgentOnRequest implements SshAgentFactory {
  private final Optional<Path> socket;

  AgentOnRequest(Optional<Path> socket) {
    this.socket = socket;
  }

  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  @Override
  public @Nullable SshAgent createClient(Session session, FactoryManager manager)
      throws IOException {
    return Attempt.of(session).agent && socket.isPresent()
        ? AgentSocket.connect(socket.get())
        : null;
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) {
    throw new UnsupportedOperationException("the agent is not forwarded");
  }
}
