package dev.vireo.local.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, and its private key, made for one test by the JDK's own {@code
 * keytool}.
 *
 * @param store both, under the alias {@link #ALIAS} and the password {@link #password}
 * @param certificate the certificate as a PEM file
 * @param key the private key as a PEM file, in PKCS#8
 */
public record SelfSigned(KeyStore store, Path certificate, Path key) {

  /** Of the one entry of the store. */
  public static final String ALIAS = "test";

  private static final String PASSWORD = "changeit";

  /** Of the store and of its entry. */
  public static char[] password() {
    return PASSWORD.toCharArray();
  }

  /**
   * Makes one.
   *
   * @param folder for its files; it must not have one yet
   * @param names whom it speaks for, as keytool takes them, such as {@code
   *     ip:127.0.0.1,dns:localhost}
   */
  public static SelfSigned of(Path folder, String names)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("self-signed.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=test",
                    "-ext",
                    "san=" + names,
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    keytool.getOutputStream().close();
    var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password());
    }
    return new SelfSigned(
        store,
        pem(
            folder.resolve("self-signed.pem"),
            "CERTIFICATE",
            store.getCertificate(ALIAS).getEncoded()),
        pem(
            folder.resolve("self-signed.key"),
            "PRIVATE KEY",
            store.getKey(ALIAS, password()).getEncoded()));
  }

  private static Path pem(Path file, String what, byte[] content) throws IOException {
    var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, encoder.encodeToString(content), what));
  }
}
