package dev.vireo.ramcloud.wire;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a master gets in at the others.
 *
 * @param user who it is there; empty: nobody logs in
 * @param passwordFile holds the user's password, and is read whenever a connection begins
 * @param tls what their certificates are held against; empty: in the clear
 */
public record PeerAccess(
    Optional<String> user, Optional<Path> passwordFile, Optional<SslContext> tls) {
  /** Where nobody logs in, in the clear. */
  public static final PeerAccess OPEN =
      new PeerAccess(Optional.empty(), Optional.empty(), Optional.empty());
}
