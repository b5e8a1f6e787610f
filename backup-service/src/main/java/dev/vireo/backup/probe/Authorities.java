package dev.vireo.backup.probe;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Who this machine trusts to sign certificates: Java's authorities, the system's, and those of a
 * file. Reading the first two takes a tenth of a second or more, and goes on while the target is
 * looked for.
 */
public final class Authorities {

  /** Where Linux distributions keep the bundle; SSL_CERT_FILE names another, as OpenSSL has it. */
  private static final List<String> BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem");

  private final FutureTask<Set<X509Certificate>> trusted;

  private Authorities(Set<X509Certificate> ofFile) {
    this.trusted = new FutureTask<>(() -> withMachines(ofFile));
    Thread.ofPlatform().daemon().name("authorities").start(trusted);
  }

  /**
   * The machine's, and those of the file.
   *
   * @throws IOException where the file cannot be read or holds no certificates
   */
  public static Authorities with(Optional<Path> file) throws IOException {
    return new Authorities(file.isPresent() ? read(file.get()) : Set.of());
  }

  private static Set<X509Certificate> withMachines(Set<X509Certificate> ofFile) throws IOException {
    Set<X509Certificate> all = new HashSet<>(ofFile);
    all.addAll(java());
    Optional<Path> bundle =
        Optional.ofNullable(System.getenv("SSL_CERT_FILE"))
            .or(() -> BUNDLES.stream().filter(b -> Files.isReadable(Path.of(b))).findFirst())
            .map(Path::of);
    if (bundle.isPresent() && Files.isReadable(bundle.get())) {
      all.addAll(read(bundle.get()));
    }
    return all;
  }

  private static Set<X509Certificate> java() throws IOException {
    Set<X509Certificate> all = new HashSet<>();
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager each : factory.getTrustManagers()) {
        if (each instanceof X509TrustManager x509) {
          all.addAll(Arrays.asList(x509.getAcceptedIssuers()));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("Java's own authorities cannot be read: " + e.getMessage(), e);
    }
    return all;
  }

  private static Set<X509Certificate> read(Path file) throws IOException {
    Set<X509Certificate> all = new HashSet<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (each instanceof X509Certificate x509) {
          all.add(x509);
        }
      }
    } catch (CertificateException e) {
      throw new IOException(file + " holds something that is no certificate", e);
    }
    if (all.isEmpty()) {
      throw new IOException(file + " holds no certificates in PEM or DER form");
    }
    return all;
  }

  /**
   * Why no trusted authority stands behind the first certificate; empty where one does. Dates are
   * left out of it: they are a finding of their own.
   */
  Optional<String> doubt(List<X509Certificate> chain) {
    X509Certificate leaf = chain.getFirst();
    try {
      Set<X509Certificate> authorities = trusted.get();
      if (authorities.contains(leaf)) {
        return Optional.empty();
      }
      X509CertSelector wanted = new X509CertSelector();
      wanted.setCertificate(leaf);
      Set<TrustAnchor> anchors = new HashSet<>();
      for (X509Certificate each : authorities) {
        anchors.add(new TrustAnchor(each, null));
      }
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, wanted);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(within(leaf, Instant.now())));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return Optional.empty();
    } catch (CertPathBuilderException e) {
      boolean own = leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
      return Optional.of(
          own
              ? "it is signed by itself"
              : "its issuer "
                  + leaf.getIssuerX500Principal().getName()
                  + " leads to no authority trusted here ("
                  + chain.size()
                  + " certificates were shown)");
    } catch (GeneralSecurityException e) {
      return Optional.of("it cannot be judged: " + e.getMessage());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return Optional.of("it cannot be judged: " + (cause == null ? e : cause).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("it was not judged in time");
    }
  }

  private static Instant within(X509Certificate leaf, Instant now) {
    Instant from = leaf.getNotBefore().toInstant();
    Instant until = leaf.getNotAfter().toInstant();
    return now.isBefore(from) ? from : now.isAfter(until) ? until : now;
  }
}
