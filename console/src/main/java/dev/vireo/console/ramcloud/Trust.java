package dev.vireo.console.ramcloud;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed. */
public final class Trust {

  private Trust() {}

  /**
   * Those signed by an authority of a PEM file; without one, by those of this machine.
   *
   * @throws Trouble where the file holds no certificate
   */
  public static SSLSocketFactory in(@Nullable Path authorities) {
    try {
      if (authorities == null) {
        return SSLContext.getDefault().getSocketFactory();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      try (InputStream in = Files.newInputStream(authorities)) {
        for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry(Integer.toString(number++), each);
        }
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw Trouble.refused(
          "The authorities %s cannot be used: %s".formatted(authorities, e.getMessage()),
          "name a PEM file of certificates");
    }
  }
}
