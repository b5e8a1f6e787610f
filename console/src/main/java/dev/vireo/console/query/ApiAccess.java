package dev.vireo.console.query;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What services that other machines reach ask for.
 *
 * @param token who asks; empty for services that this machine alone reaches
 * @param trust whom to believe that it is the service; empty: this Java's own authorities
 */
public record ApiAccess(Optional<String> token, Optional<SSLContext> trust) {

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /**
   * From files.
   *
   * @param token holds the token, and is readable by its owner alone
   * @param authority holds certificates, PEM
   * @throws Trouble where one cannot be used
   */
  public static ApiAccess of(Optional<Path> token, Optional<Path> authority) {
    return new ApiAccess(token.map(ApiAccess::readToken), authority.map(ApiAccess::trusting));
  }

  private static String readToken(Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.stream().anyMatch(OTHERS::contains)) {
        throw Trouble.refused(
            "VIREO_API_TOKEN_FILE %s can be read by others than its owner".formatted(file),
            "chmod 600 " + file);
      }
      String token = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
        throw Trouble.refused(
            "VIREO_API_TOKEN_FILE %s holds no token".formatted(file),
            "put there what `vireo token NAME` printed, and nothing else");
      }
      return token;
    } catch (IOException e) {
      throw Trouble.refused(
          "VIREO_API_TOKEN_FILE %s cannot be read: %s".formatted(file, e), "name the token's file");
    }
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream in = Files.newInputStream(authority)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new GeneralSecurityException("it holds no certificate");
      }
      KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
      known.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        known.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (IOException | GeneralSecurityException e) {
      throw Trouble.refused(
          "VIREO_API_CA %s cannot be used: %s".formatted(authority, e.getMessage()),
          "name a PEM file of the certificates to trust");
    }
  }
}
