package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.script.OutputLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for all connections of a service.
 *
 * @param keepIdle how long an unused connection is kept
 * @param heartbeat how often a connection is asked whether it lives; it is given up after three
 *     questions without an answer
 * @param limits how much one script may print
 * @param agent the socket of the SSH agent
 */
public record SshOptions(
    Duration keepIdle, Duration heartbeat, OutputLimits limits, Optional<Path> agent) {

  /** 5 minutes, 15 seconds, {@link OutputLimits#DEFAULT}, no agent. */
  public static final SshOptions DEFAULT =
      new SshOptions(
          Duration.ofMinutes(5), Duration.ofSeconds(15), OutputLimits.DEFAULT, Optional.empty());

  public SshOptions {
    if (!keepIdle.isPositive() || !heartbeat.isPositive()) {
      throw new IllegalArgumentException(
          "keepIdle and heartbeat are positive, not " + keepIdle + " and " + heartbeat);
    }
  }

  /** The same with the agent that {@code SSH_AUTH_SOCK} names, where it does. */
  public SshOptions withAgentOf(Map<String, String> environment) {
    Optional<Path> socket =
        Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
            .filter(s -> !s.isEmpty())
            .map(Path::of);
    return new SshOptions(keepIdle, heartbeat, limits, socket);
  }

  /** The same with another time to keep unused connections. */
  public SshOptions keepingIdle(Duration keepIdle) {
    return new SshOptions(keepIdle, heartbeat, limits, agent);
  }

  /** The same with other limits. */
  public SshOptions with(OutputLimits limits) {
    return new SshOptions(keepIdle, heartbeat, limits, agent);
  }
}
