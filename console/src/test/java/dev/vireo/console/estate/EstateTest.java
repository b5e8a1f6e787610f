package dev.vireo.console.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vireo.bus.Domain;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EstateTest {

  private static final Places NO_OPTIONS = new Places(null, null, null, null, null, null);

  @TempDir Path home;

  private void estateFile(String text) throws Exception {
    Files.createDirectories(home.resolve("run"));
    Files.writeString(home.resolve("run/estate.json"), text);
  }

  private Estate estate(Places places, String... variables) {
    Map<String, String> environment =
        new java.util.HashMap<>(Map.of("VIREO_HOME", home.toString()));
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return new Estate(places, environment);
  }

  @Test
  void options_come_before_the_environment_and_that_before_the_estate_of_this_machine()
      throws Exception {
    estateFile("{\"kafka\":\"file:1\",\"services\":{\"inventory\":\"http://file:1\"}}");
    assertThat(estate(NO_OPTIONS).kafka()).containsEntry("bootstrap.servers", "file:1");
    assertThat(estate(NO_OPTIONS, "VIREO_KAFKA", "env:1").kafka())
        .containsEntry("bootstrap.servers", "env:1");
    assertThat(
            estate(new Places("option:1", null, null, null, null, null), "VIREO_KAFKA", "env:1")
                .kafka())
        .containsEntry("bootstrap.servers", "option:1");
    assertThat(estate(NO_OPTIONS).service(Domain.INVENTORY)).hasToString("http://file:1");
    assertThat(
            estate(NO_OPTIONS, "VIREO_INVENTORY_URL", "https://env:2/").service(Domain.INVENTORY))
        .hasToString("https://env:2");
  }

  @Test
  void kafka_properties_may_name_the_brokers_too() throws Exception {
    Path config =
        Files.writeString(
            home.resolve("client.properties"),
            "security.protocol=SSL\nbootstrap.servers=config:9093\n");
    assertThat(estate(new Places(null, config.toString(), null, null, null, null)).kafka())
        .containsEntry("bootstrap.servers", "config:9093")
        .containsEntry("security.protocol", "SSL");
    assertThat(
            estate(
                    new Places("option:1", null, null, null, null, null),
                    "VIREO_KAFKA_CONFIG",
                    config.toString())
                .kafka())
        .containsEntry("bootstrap.servers", "option:1")
        .containsEntry("security.protocol", "SSL");
  }

  @Test
  void what_nothing_says_is_unreachable_and_names_where_it_was_looked_for() throws Exception {
    estateFile("{\"kafka\":\"\",\"services\":{}}");
    assertThatExceptionOfType(Trouble.class)
        .isThrownBy(() -> estate(NO_OPTIONS).service(Domain.MULTIPATH))
        .withMessageContaining("--multipath-url")
        .withMessageContaining("VIREO_MULTIPATH_URL")
        .withMessageContaining("estate.json")
        .matches(trouble -> trouble.exit() == Exit.UNREACHABLE);
    estateFile("{not json");
    assertThatExceptionOfType(Trouble.class)
        .isThrownBy(() -> estate(NO_OPTIONS).kafka())
        .matches(trouble -> trouble.exit() == Exit.UNREACHABLE);
  }

  @Test
  void a_text_that_is_no_url_is_refused() {
    for (String wrong : new String[] {"localhost:80", "ftp://x", "http://", "http://a b"}) {
      assertThatExceptionOfType(Trouble.class)
          .isThrownBy(
              () ->
                  estate(new Places(null, null, wrong, null, null, null)).service(Domain.INVENTORY))
          .matches(trouble -> trouble.exit() == Exit.REFUSED);
    }
  }
}
