package dev.vireo.bus.ramcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Errors as the client and the JDK's TLS word them; the IT meets the real ones. */
class RefusalTest {

  @Test
  void a_wrong_password_is_found_among_what_several_masters_said() {
    Refusal refusal =
        Refusal.ofLogin(
                """
                asking RAMCloud: Cannot connect to any of the provided endpoints
                - java.net.ConnectException: Connection refused: ramcloud-0:6380
                - WRONGPASS invalid username-password pair or user is disabled.""")
            .orElseThrow();
    assertThat(refusal.answered())
        .isEqualTo("WRONGPASS invalid username-password pair or user is disabled.");
    assertThat(refusal.toDo()).contains("QUARKUS_REDIS_PASSWORD");
  }

  @Test
  void a_login_that_is_missing_and_a_right_that_is_missing_are_told_apart() {
    assertThat(Refusal.ofLogin("NOAUTH Authentication required.").orElseThrow().seen())
        .contains("was given none");
    assertThat(Refusal.ofLogin("NOPERM User reader has no permissions").orElseThrow().seen())
        .contains("lacks a right");
  }

  @Test
  void who_is_away_refuses_nobody() {
    String away = "Cannot connect to any of the provided endpoints\n- Connection refused";
    assertThat(Refusal.ofLogin(away)).isEmpty();
    assertThat(Refusal.ofTls(new ConnectException("Connection refused"))).isEmpty();
  }

  @Test
  void a_certificate_is_of_no_trusted_authority_or_no_longer_valid_or_for_another_name() {
    assertThat(tls(new CertPathBuilderException("unable to find valid certification path")))
        .extracting(Refusal::seen)
        .asString()
        .contains("no authority that this service trusts");
    assertThat(
            tls(
                new CertPathValidatorException(
                    "validity check failed", new CertificateExpiredException("NotAfter: ..."))))
        .extracting(Refusal::seen)
        .asString()
        .contains("not valid at this time");
    assertThat(tls(new CertificateException("No subject alternative names matching 127.0.0.1")))
        .extracting(Refusal::seen)
        .asString()
        .contains("another name");
  }

  @Test
  void a_master_without_tls_is_told_from_one_whose_tls_fails_otherwise() {
    assertThat(tls(new SSLException("not an SSL/TLS record: 2d4552520d0a")).toDo())
        .contains("redis://");
    assertThat(tls(new SSLException("handshake_failure")).toDo()).contains("openssl s_client");
    assertThat(Refusal.ofTls(new IOException("reset"))).isEmpty();
  }

  private static Refusal tls(Exception innermost) {
    SSLHandshakeException outer = new SSLHandshakeException("Failed to create SSL connection");
    outer.initCause(innermost);
    return Refusal.ofTls(outer).orElseThrow();
  }
}
