package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.service.edge.ApiTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that other machines reach, and who asks them. */
final class TokensTest {

  private final Views views = new Views();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    views.close();
  }

  private Path token(String mode) throws IOException {
    Path file = folder.resolve("token");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    return Files.writeString(file, "the-token\n");
  }

  private Ran hosts(String url, Path token) {
    return vireo(
        Map.of("VIREO_INVENTORY_URL", url, "VIREO_API_TOKEN_FILE", token.toString()),
        "hosts",
        "list");
  }

  @Test
  void a_token_is_made_with_the_line_that_lets_it_in() {
    Ran ran = vireo(Map.of(), "token", "prometheus", "--json");

    String token = ran.json().path("token").asText();
    assertThat(token).hasSize(43);
    assertThat(ApiTokens.parse(List.of(ran.json().path("line").asText())).holder("Bearer " + token))
        .contains("prometheus");
    assertThat(vireo(Map.of(), "token", "prometheus", "--json").json().path("token").asText())
        .isNotEqualTo(token);
  }

  @Test
  void a_name_that_no_line_can_have_is_refused() {
    Ran ran = vireo(Map.of(), "token", "two words");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("'two words' is no name for a token");
  }

  @Test
  void a_question_carries_the_token_of_the_file() throws IOException {
    views.at("/hosts", 200, "[]");

    assertThat(hosts(views.url(), token("rw-------")).code()).isZero();
    assertThat(views.authorizations()).containsExactly("Bearer the-token");
  }

  @Test
  void a_token_that_others_can_read_is_refused() throws IOException {
    Ran ran = hosts(views.url(), token("rw-r-----"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("can be read by others").contains("chmod 600");
    assertThat(views.asked()).isEmpty();
  }

  @Test
  void a_token_goes_unencrypted_to_no_other_machine() throws IOException {
    Ran ran = hosts("http://inventory.example.net:8081", token("rw-------"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("unencrypted").doesNotContain("the-token");
  }

  @Test
  void a_token_that_the_service_does_not_know_is_told_with_what_to_do() throws IOException {
    views.at(
        "/hosts",
        401,
        "{\"field\":\"Authorization\",\"message\":\"this token is not known here\"}");

    Ran ran = hosts(views.url(), token("rw-------"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("this token is not known here", "VIREO_API_TOKEN_FILE");
  }
}
