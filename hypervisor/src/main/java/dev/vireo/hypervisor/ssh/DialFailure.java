package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.Shown;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;

/**
 * Why a host made no connection for us, as the exception that a socket of our own would have
 * thrown. A reason of SSH says whether it would not or could not; for the latter OpenSSH sends the
 * system's words ({@code Connection refused}).
 */
final class DialFailure {

  private DialFailure() {}

  static IOException of(Throwable failure) {
    if (!(failure instanceof SshChannelOpenException refused)) {
      return new IOException("the connection to the host broke: " + failure.getMessage(), failure);
    }
    String words = Shown.plain(String.valueOf(refused.getMessage()));
    if (refused.getReasonCode() != SshConstants.SSH_OPEN_CONNECT_FAILED) {
      return new ForwardingRefusedException(
          "the host's SSH server forwards no connections (AllowTcpForwarding): " + words, refused);
    }
    String lower = words.toLowerCase(Locale.ROOT);
    IOException seen =
        lower.contains("timed out")
            ? new SocketTimeoutException(words)
            : lower.contains("no route") || lower.contains("unreachable")
                ? new NoRouteToHostException(words)
                : new ConnectException(words);
    seen.initCause(refused);
    return seen;
  }
}
