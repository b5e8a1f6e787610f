package dev.vireo.hypervisor.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialRefTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:esx/root.key",
        "file:/etc/vireo/credentials/a b",
        "env:VIREO_CREDENTIAL_ESX1",
        "vault:vireo/hosts/esx1#password",
      })
  void prints_back_what_it_read(String text) {
    assertThat(CredentialRef.parse(CredentialKind.PASSWORD, text).text()).isEqualTo(text);
    assertThat(CredentialRef.parse(CredentialKind.PRIVATE_KEY, text).kind())
        .isEqualTo(CredentialKind.PRIVATE_KEY);
  }

  @Test
  void reads_the_agent() {
    assertThat(CredentialRef.parse(CredentialKind.AGENT, "agent:"))
        .isEqualTo(new CredentialRef.InAgent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "PASSWORD | file: | the name of a file",
        "PASSWORD | file:../../etc/shadow | '..' would lead out",
        "PASSWORD | env:HOME | only variables named VIREO_CREDENTIAL_",
        "PASSWORD | env:VIREO_CREDENTIAL_ | only variables named",
        "PASSWORD | vault:a/b | the field is missing",
        "PASSWORD | vault:a/../b#c | a path is names",
        "PASSWORD | vault:/a#c | a path is names",
        "PASSWORD | vault:a#b c | a field is",
        "PASSWORD | agent: | is of kind AGENT, not PASSWORD",
        "AGENT | file:a | a credential of kind AGENT is written agent:",
        "AGENT | agent:x | nothing follows agent:",
      })
  void refuses_what_is_none_and_says_why(CredentialKind kind, String text, String reason) {
    assertThatThrownBy(() -> CredentialRef.parse(kind, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void does_not_repeat_a_secret_that_was_put_in_place_of_a_reference() {
    assertThatThrownBy(() -> CredentialRef.parse(CredentialKind.PASSWORD, "hunter2:secret"))
        .hasMessageContaining("file:NAME")
        .hasMessageNotContaining("hunter2");
  }

  @Property
  void any_text_is_a_reference_that_prints_back_or_is_refused(
      @ForAll CredentialKind kind, @ForAll String text) {
    for (String candidate : new String[] {text, "file:" + text, "vault:" + text + "#f"}) {
      try {
        assertThat(CredentialRef.parse(kind, candidate).text()).isEqualTo(candidate);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).message().isNotEmpty();
      }
    }
  }
}
