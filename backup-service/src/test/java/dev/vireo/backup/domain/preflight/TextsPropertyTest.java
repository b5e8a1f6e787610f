package dev.vireo.backup.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextsPropertyTest {

  @Property
  void no_text_breaks_the_reading_of_targets_and_hosts_files(@ForAll String text) {
    HostsFile.addresses(text, text);
    TlsHello.chosen(text.getBytes(StandardCharsets.UTF_8));
    try {
      assertThat(Target.parse(text, TargetKind.HTTPS).host()).isNotBlank();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).*[a-z].*");
    }
  }
}
