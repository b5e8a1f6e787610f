package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.command.Users;
import dev.vireo.ramcloud.wire.PeerAccess;
import dev.vireo.ramcloud.wire.ServerOptions;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** How RESP listens, from the configuration and the files that it names. */
final class Edge {

  private Edge() {}

  /**
   * The options of the server.
   *
   * @throws IllegalArgumentException where a file cannot be used, or an address that others reach
   *     lacks TLS or users
   */
  static ServerOptions options(RamcloudConfig config) {
    ServerOptions options =
        ServerOptions.local(config.port())
            .withBusyPoll(config.busyPoll())
            .withMaxConnections(config.maxConnections())
            .withOutputBytes(config.outputBytes())
            .withSlowClient(config.slowClient())
            .withIdle(config.idle());
    if (config.users().isPresent()) {
      options = options.withUsers(users(config.users().get()));
    }
    if (config.tlsCertificate().isPresent() != config.tlsKey().isPresent()) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.tls-certificate and vireo.ramcloud.tls-key go together, and only one is set");
    }
    if (config.tlsCertificate().isPresent() && config.tlsKey().isPresent()) {
      options = options.withTls(tls(config.tlsCertificate().get(), config.tlsKey().get()));
    }
    options = options.withPeers(peers(config));
    return options.withHost(config.host());
  }

  private static Users users(Path file) {
    try {
      return Users.parse(Files.readAllLines(file));
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.users: %s is not UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.users: %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static PeerAccess peers(RamcloudConfig config) {
    if (config.peerUser().isPresent() != config.peerPasswordFile().isPresent()) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.peer-user and vireo.ramcloud.peer-password-file go together, and only one is set");
    }
    Optional<Path> trusted = config.peerTrust().or(config::tlsCertificate);
    boolean inTheClear = config.tlsCertificate().isEmpty();
    return new PeerAccess(
        config.peerUser(),
        config.peerPasswordFile(),
        inTheClear ? Optional.empty() : trusted.map(Edge::clientTls));
  }

  private static SslContext clientTls(Path trusted) {
    try {
      return SslContextBuilder.forClient()
          .trustManager(trusted.toFile())
          .endpointIdentificationAlgorithm("HTTPS")
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.peer-trust: %s cannot be used: %s. It is a PEM file of certificates"
              .formatted(trusted, e.getMessage()),
          e);
    }
  }

  private static SslContext tls(Path certificate, Path key) {
    try {
      return SslContextBuilder.forServer(certificate.toFile(), key.toFile()).build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.tls-certificate %s and tls-key %s cannot be used: %s. Both are PEM files, the key in PKCS#8"
              .formatted(certificate, key, e.getMessage()),
          e);
    }
  }
}
