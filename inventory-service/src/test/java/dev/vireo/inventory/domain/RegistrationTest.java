package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.Crypto;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.RegisterHost;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistrationTest {

  private static Connection by(String address, String user, String credential) {
    return new Connection(address, user, CredentialKind.PASSWORD, credential, null, null);
  }

  private static RegisterHost register(Connection connection, Map<String, String> tags) {
    return new RegisterHost("esx-01", connection, tags);
  }

  private static final RegisterHost GOOD =
      register(by("ESX-01.example.org", "root", "file:esx-01.password"), Map.of("env", "prod"));

  private static Host registered(Registration registration) {
    HostRegistered event = registration.event(null).orElseThrow();
    Host host = Host.after(null, event);
    if (host == null) {
      throw new AssertionError("a registration registers");
    }
    return host;
  }

  private static String fieldRefused(RegisterHost command) {
    return catchThrowableOfType(InvalidMessage.class, () -> Registration.of(command)).field();
  }

  @Test
  void writes_the_address_with_its_port_and_what_was_left_out_as_it_is_meant() {
    Connection connection = Registration.of(GOOD).connection();

    assertThat(connection.address()).isEqualTo("esx-01.example.org:22");
    assertThat(connection.hostKeys()).isEqualTo(HostKeyTrust.STRICT);
    assertThat(connection.crypto()).isEqualTo(Crypto.MODERN);
  }

  @Test
  void each_wrong_field_is_named() {
    assertThat(fieldRefused(register(by("a b", "root", "file:x"), Map.of())))
        .isEqualTo("connection.address");
    assertThat(fieldRefused(register(by("esx", "root me", "file:x"), Map.of())))
        .isEqualTo("connection.user");
    assertThat(fieldRefused(register(by("esx", "root", "agent:"), Map.of())))
        .isEqualTo("connection.credential");
    assertThat(fieldRefused(register(by("esx", "root", "file:x"), Map.of("a b", "c"))))
        .isEqualTo("tags");
    assertThat(fieldRefused(register(by("esx", "root", "file:x"), Map.of("env", "a\nb"))))
        .isEqualTo("tags.env");
  }

  @Test
  void a_password_put_where_its_reference_belongs_is_not_repeated() {
    assertThatThrownBy(
            () -> Registration.of(register(by("esx", "root", "hunter2-hunter2"), Map.of())))
        .isInstanceOf(InvalidMessage.class)
        .hasMessageNotContaining("hunter2")
        .hasMessageContaining("file:NAME");
  }

  private static RegisterHost withApi(
      String address, String user, String credential, @Nullable String fingerprint) {
    return register(
        new Connection(
            "pve",
            "root",
            CredentialKind.PASSWORD,
            "file:x",
            null,
            null,
            null,
            new ApiAccess(address, user, credential, fingerprint)),
        Map.of());
  }

  @Test
  void an_api_gets_its_usual_port_and_a_fingerprint_in_one_form() {
    assertThat(
            Registration.of(withApi("PVE", "root@pam!vireo", "file:token", "AB:".repeat(31) + "AB"))
                .connection()
                .api())
        .isEqualTo(new ApiAccess("pve:8006", "root@pam!vireo", "file:token", "ab".repeat(32)));
  }

  @Test
  void an_api_with_a_malformed_part_is_refused_by_the_parts_name() {
    assertThat(fieldRefused(withApi("a b", "root@pam", "file:x", null)))
        .isEqualTo("connection.api.address");
    assertThat(fieldRefused(withApi("pve", "root", "file:x", null)))
        .isEqualTo("connection.api.user");
    assertThat(fieldRefused(withApi("pve", "root@pam\nx", "file:x", null)))
        .isEqualTo("connection.api.user");
    assertThat(fieldRefused(withApi("pve", "root@pam", "agent:", null)))
        .isEqualTo("connection.api.credential");
    assertThat(fieldRefused(withApi("pve", "root@pam", "file:x", "ab")))
        .isEqualTo("connection.api.certificateSha256");
    assertThatThrownBy(() -> Registration.of(withApi("pve", "root@pam", "hunter2-hunter2", null)))
        .isInstanceOf(InvalidMessage.class)
        .hasMessageNotContaining("hunter2");
  }

  private static RegisterHost withPassphrase(CredentialKind kind, String passphrase) {
    return register(
        new Connection(
            "esx",
            "root",
            kind,
            kind == CredentialKind.AGENT ? "agent:" : "file:x",
            null,
            null,
            passphrase),
        Map.of());
  }

  @Test
  void the_passphrase_of_a_key_is_taken_as_a_reference() {
    assertThat(
            Registration.of(withPassphrase(CredentialKind.PRIVATE_KEY, "vault:a#b"))
                .connection()
                .passphrase())
        .isEqualTo("vault:a#b");
  }

  @Test
  void a_passphrase_of_anything_but_a_key_is_refused() {
    assertThat(fieldRefused(withPassphrase(CredentialKind.PASSWORD, "file:y")))
        .isEqualTo("connection.passphrase");
    assertThat(fieldRefused(withPassphrase(CredentialKind.AGENT, "file:y")))
        .isEqualTo("connection.passphrase");
    assertThat(fieldRefused(withPassphrase(CredentialKind.PRIVATE_KEY, "agent:")))
        .isEqualTo("connection.passphrase");
    assertThatThrownBy(
            () -> Registration.of(withPassphrase(CredentialKind.PRIVATE_KEY, "hunter2-hunter2")))
        .isInstanceOf(InvalidMessage.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void the_same_registration_again_is_no_event() {
    Registration registration = Registration.of(GOOD);

    assertThat(registration.event(registered(registration))).isEmpty();
  }

  @Test
  void another_address_is_an_event_that_keeps_the_tags() {
    Registration first = Registration.of(GOOD);
    Registration moved =
        Registration.of(
            register(by("192.0.2.1", "root", "file:esx-01.password"), Map.of("site", "b")));

    assertThat(moved.event(registered(first)))
        .hasValueSatisfying(
            e -> {
              assertThat(e.connection().address()).isEqualTo("192.0.2.1:22");
              assertThat(e.tags()).isEqualTo(Map.of("env", "prod", "site", "b"));
            });
  }

  @Test
  void a_second_name_for_an_address_is_refused_with_the_first() {
    Host first = registered(Registration.of(GOOD));
    Registration second = Registration.of(new RegisterHost("other", GOOD.connection(), Map.of()));

    assertThatThrownBy(() -> second.refuseSecondName(List.of(first)))
        .isInstanceOfSatisfying(
            InvalidMessage.class, e -> assertThat(e.field()).isEqualTo("connection.address"))
        .hasMessageContaining("esx-01");
  }

  @Test
  void the_host_itself_may_be_registered_again_at_its_address() {
    Registration again = Registration.of(GOOD);

    again.refuseSecondName(List.of(registered(again)));

    assertThat(again.host().text()).isEqualTo("esx-01");
  }
}
