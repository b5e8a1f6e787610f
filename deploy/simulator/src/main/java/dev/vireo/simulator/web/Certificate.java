package dev.vireo.simulator.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A self-signed certificate, kept in a file so that its fingerprint stays the same. The JDK has no
 * public way to sign one, and a library for it would change which algorithms SSH offers.
 */
public final class Certificate {
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

  /** PKCS#12 wants a password; what protects the file is its mode. */
  private static final char[] STORE_PASSWORD = "vireo".toCharArray();

  private final KeyStore store;

  private Certificate(KeyStore store) {
    this.store = store;
  }

  /**
   * The certificate in the file, made first if there is none.
   *
   * @param file null for one that lasts as long as the process
   */
  public static Certificate at(@Nullable Path file, InetAddress address, String name)
      throws IOException {
    try {
      if (file != null && Files.exists(file)) {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
          store.load(in, STORE_PASSWORD);
        }
        return new Certificate(store);
      }
      Certificate made = new Certificate(make(address, name));
      if (file != null) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        made.store.store(bytes, STORE_PASSWORD);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, bytes.toByteArray());
      }
      return made;
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate can't be made or read: " + e.getMessage(), e);
    }
  }

  /**
   * One that lasts as long as the process, signed by itself.
   *
   * @param name its one DNS name, beside the address
   */
  public static Certificate valid(InetAddress address, String name, Instant from, Instant until)
      throws IOException {
    try {
      return new Certificate(make(address, name, name, from, until));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate can't be made: " + e.getMessage(), e);
    }
  }

  /** Itself in PEM form, for those who shall trust it. */
  public String pem() throws IOException {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(store.getCertificate("vcenter").getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate has no form: " + e.getMessage(), e);
    }
  }

  public SSLContext context() throws IOException {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, STORE_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS can't be set up: " + e.getMessage(), e);
    }
  }

  /** SHA-256 of the certificate, in hex pairs with colons. */
  public String fingerprint() throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(store.getCertificate("vcenter").getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate has no fingerprint: " + e.getMessage(), e);
    }
  }

  private static KeyStore make(InetAddress address, String commonName)
      throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    return make(
        address,
        commonName,
        "localhost",
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(3650)));
  }

  private static KeyStore make(
      InetAddress address, String commonName, String dnsName, Instant from, Instant until)
      throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(commonName))));
    byte[] names =
        Der.sequence(
            Der.tagged(0x82, dnsName.getBytes(StandardCharsets.US_ASCII)),
            Der.tagged(0x87, address.getAddress()));
    byte[] extensions =
        Der.tagged(
            0xa3, Der.sequence(Der.sequence(Der.oid(SUBJECT_ALTERNATIVE_NAME), Der.octets(names))));
    byte[] body =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(63, new SecureRandom()).add(BigInteger.ONE)),
            algorithm,
            name,
            Der.sequence(Der.time(from), Der.time(until)),
            name,
            keys.getPublic().getEncoded(),
            extensions);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(body);
    byte[] encoded = Der.sequence(body, algorithm, Der.bits(signature.sign()));
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, STORE_PASSWORD);
    store.setKeyEntry(
        "vcenter",
        keys.getPrivate(),
        STORE_PASSWORD,
        new java.security.cert.Certificate[] {certificate});
    return store;
  }
}
