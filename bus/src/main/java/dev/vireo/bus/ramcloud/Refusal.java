package dev.vireo.bus.ramcloud;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why RAMCloud does not let a service in: it answers, and waiting mends nothing. The words are for
 * whoever set both up.
 *
 * @param seen what is wrong
 * @param answered what was answered, or what TLS said
 * @param toDo what mends it
 */
public record Refusal(String seen, String answered, String toDo) {

  private static final String PASSWORD =
      "Set QUARKUS_REDIS_PASSWORD to the password whose SHA-256 stands in the masters' file of users";

  /**
   * What an error of the client says about a login; empty where it is something else.
   *
   * @param error the client's message, which may quote several masters, a line each
   */
  public static Optional<Refusal> ofLogin(String error) {
    return error.lines().flatMap(line -> login(line).stream()).findFirst();
  }

  private static Optional<Refusal> login(String line) {
    for (String code : new String[] {"WRONGPASS", "NOAUTH", "NOPERM"}) {
      int at = line.indexOf(code);
      if (at >= 0) {
        String answered = line.substring(at);
        return Optional.of(
            switch (code) {
              case "WRONGPASS" -> new Refusal("it does not take the password", answered, PASSWORD);
              case "NOAUTH" ->
                  new Refusal("it asks for a password and was given none", answered, PASSWORD);
              default ->
                  new Refusal(
                      "the user lacks a right",
                      answered,
                      "Give it all rights (~* +@all) in the masters' file of users");
            });
      }
    }
    return Optional.empty();
  }

  /** What an error of a connection says about TLS; empty where it is something else. */
  public static Optional<Refusal> ofTls(@Nullable Throwable error) {
    boolean tls = false;
    String innermost = "";
    Refusal refusal = null;
    for (Throwable e = error; e != null; e = e.getCause()) {
      tls |= e instanceof SSLException;
      innermost = String.valueOf(e.getMessage());
      refusal = refusal == null ? certificate(e, innermost) : refusal;
    }
    if (refusal != null) {
      return Optional.of(refusal);
    }
    if (!tls) {
      return Optional.empty();
    }
    return Optional.of(
        innermost.contains("not an SSL/TLS record")
            ? new Refusal(
                "it does not speak TLS there",
                innermost,
                "Write redis:// instead of rediss:// in VIREO_RAMCLOUD, or give the masters a"
                    + " certificate (VIREO_RAMCLOUD_TLS_CERTIFICATE)")
            : new Refusal(
                "no TLS with it",
                innermost,
                "See what it offers with: openssl s_client -connect HOST:PORT"));
  }

  private static @Nullable Refusal certificate(Throwable e, String message) {
    if (e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException) {
      return new Refusal(
          "its certificate is not valid at this time",
          message,
          "Renew it, or set this machine's clock right");
    }
    if (e instanceof CertPathBuilderException || e instanceof CertPathValidatorException) {
      // One that has expired is told of by what is behind this.
      return e.getCause() instanceof CertificateExpiredException
          ? certificate(e.getCause(), String.valueOf(e.getCause().getMessage()))
          : new Refusal(
              "its certificate is signed by no authority that this service trusts",
              message,
              "Set QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM=true and"
                  + " QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS to a file with that"
                  + " authority's certificate");
    }
    if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
      return new Refusal(
          "its certificate is for another name",
          message,
          "Name the masters in VIREO_RAMCLOUD as their certificates do, or give them certificates"
              + " for the names there");
    }
    return null;
  }

  /** In one line. */
  public String text() {
    return "%s (%s). %s".formatted(seen, answered, toDo);
  }
}
