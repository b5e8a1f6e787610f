package dev.vireo.backup.probe;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Keeps the chain that a server shows and lets the handshake end, so that it can be judged. For
 * connections over which nothing is sent.
 */
final class AnyChain extends X509ExtendedTrustManager {

  private final AtomicReference<List<X509Certificate>> chain = new AtomicReference<>(List.of());

  List<X509Certificate> chain() {
    return Objects.requireNonNull(chain.get(), "set from the beginning");
  }

  private void keep(X509Certificate[] shown) {
    chain.set(List.of(shown));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type) {
    keep(shown);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
    keep(shown);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
    keep(shown);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type) {
    throw new UnsupportedOperationException("no server is run here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) {
    throw new UnsupportedOperationException("no server is run here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("no server is run here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
