package dev.vireo.hypervisor.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificate of one server, and remembers which one it showed, so that a refusal can
 * name its fingerprint.
 */
public final class ServerProof extends X509ExtendedTrustManager {

  private final CertificateTrust trust;
  private final X509ExtendedTrustManager authorities;
  private volatile @Nullable String shown;

  /** For one server. */
  public ServerProof(CertificateTrust trust) {
    this.trust = trust;
    this.authorities = authorities();
  }

  private static X509ExtendedTrustManager authorities() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this machine's certificate authorities cannot be read", e);
    }
    throw new IllegalStateException("this Java platform judges no certificates");
  }

  /** A TLS context that believes this proof only. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (NoSuchAlgorithmException | KeyManagementException e) {
      throw new IllegalStateException("this Java platform speaks no TLS", e);
    }
  }

  /** The fingerprint of the certificate that the server showed, if it came that far. */
  public Optional<String> shown() {
    return Optional.ofNullable(shown);
  }

  private void check(X509Certificate[] chain, Check byAuthority) throws CertificateException {
    byte[] digest = sha256(chain[0]);
    shown = CertificateTrust.Pinned.colons(digest);
    switch (trust) {
      case CertificateTrust.ByAuthority a -> byAuthority.run();
      case CertificateTrust.Pinned pin -> {
        if (!pin.withColons().equals(shown)) {
          throw new CertificateException("its certificate is not the one that was given");
        }
      }
    }
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static byte[] sha256(X509Certificate certificate) throws CertificateException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    // Without the connection the name cannot be held against the certificate.
    throw new CertificateException("only a connection can be judged");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("nobody connects to us");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("nobody connects to us");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("nobody connects to us");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
