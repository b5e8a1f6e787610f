package dev.vireo.bench.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.container.domain.template.NamingRule;
import dev.vireo.container.domain.template.TemplateName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateNamesTest {

  private static final List<String> NAMES = TemplateNames.of(4_000);

  @Test
  void no_name_is_there_twice_and_about_half_are_offered() {
    assertThat(NAMES).hasSize(4_000).doesNotHaveDuplicates();
    assertThat(NAMES.stream().filter(TemplateNamesTest::accepted).count())
        .isBetween(1_600L, 2_400L);
  }

  @Test
  void the_peer_comes_to_the_same_result() {
    assertThat(NAMES)
        .allSatisfy(
            name ->
                assertThat(TemplateNames.RULE.matcher(name).matches())
                    .as(name)
                    .isEqualTo(accepted(name)));
  }

  private static boolean accepted(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return TemplateName.accepts(bytes, 0, bytes.length, NamingRule.PVE1);
  }
}
