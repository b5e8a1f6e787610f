package dev.vireo.console.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vireo.bus.Catalogue;
import dev.vireo.console.Trouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TypeNamesTest {

  @Test
  void a_command_is_known_by_its_short_and_its_full_name() {
    String full = "dev.vireo.multipath.ScanPaths.v1";
    for (String name : new String[] {"ScanPaths", "multipath.ScanPaths", full}) {
      assertThat(TypeNames.command(name).type().text()).isEqualTo(full);
    }
    assertThat(TypeNames.command("inventory.RebuildProjections").type().text())
        .isEqualTo("dev.vireo.inventory.RebuildProjections.v1");
  }

  @Test
  void a_name_of_two_domains_is_refused_with_both() {
    assertThatExceptionOfType(Trouble.class)
        .isThrownBy(() -> TypeNames.command("RebuildProjections"))
        .matches(trouble -> trouble.advice().contains("dev.vireo.inventory.RebuildProjections.v1"));
  }

  @Test
  void an_event_that_every_domain_has_is_all_of_them() {
    assertThat(TypeNames.events("CommandFailed"))
        .contains("dev.vireo.inventory.CommandFailed.v1", "dev.vireo.multipath.CommandFailed.v1");
    assertThatExceptionOfType(Trouble.class).isThrownBy(() -> TypeNames.events("ScanPaths"));
  }

  @Test
  void every_type_of_the_catalogue_has_its_simple_name() {
    for (Catalogue.Entry entry : Catalogue.entries()) {
      assertThat(TypeNames.simple(entry.type().text())).isEqualTo(entry.type().name());
    }
  }

  @Property
  void no_text_is_too_odd_for_a_simple_name(@ForAll String text) {
    assertThat(TypeNames.simple(text)).isNotNull();
    assertThat(TypeNames.simple("dev.vireo." + text)).isNotNull();
  }
}
