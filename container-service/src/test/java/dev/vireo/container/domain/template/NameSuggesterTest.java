package dev.vireo.container.domain.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSuggesterTest {

  @ParameterizedTest
  @CsvSource({
    "Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz, sabayon-5-SpinBase_5.4-1_i386.tar.gz",
    "Sabayon_Linux_SpinBase_5.4_amd64_openvz.tgz, sabayon-5-SpinBase_5.4-1_amd64.tar.gz",
    "debian-6.0-x86_64.tar.gz, debian-6.0-standard_6.0-1_amd64.tar.gz",
    "debian-6.0-i386-minimal.tar.gz, debian-6.0-minimal_6.0-1_i386.tar.gz",
    "debian-6.0-standard_6.0-x86_64.tar.gz, debian-6.0-standard_6.0-1_amd64.tar.gz",
    "debian-7.0-standard_7.0-2_i686.tar.gz, debian-7.0-standard_7.0-2_i386.tar.gz",
    "centos-4-i386-default-4.7-20090117.tar.gz, centos-4-default_4.7-20090117_i386.tar.gz",
    "old_ubuntu-11.10-x86_64.tar.gz, ubuntu-11.10-old_11.10-1_amd64.tar.gz",
    "'Ubuntu 10.04.3 (x86).tar.gz', ubuntu-10.04.3-standard_10.04.3-1_i386.tar.gz",
    "gentoo-openvz-x86-2008.11.30.tar.gz, gentoo-2008-standard_2008.11.30-1_i386.tar.gz",
    "arch-0.8-i686-minimal.tar.gz, arch-0.8-minimal_0.8-1_i386.tar.gz"
  })
  void makes_a_name_that_proxmox_1_shows_from_the_files_own(String name, String suggested) {
    NameSuggestion suggestion = suggest(name, NamingRule.PVE1, KnownInside.NOTHING).orElseThrow();
    assertThat(suggestion.name()).isEqualTo(suggested);
    assertThat(suggestion.repack()).isFalse();
    assertThat(suggestion.assumptions()).isEmpty();
  }

  @Test
  void says_that_an_archive_must_be_compressed_otherwise_before_its_new_name_is_true() {
    NameSuggestion suggestion =
        suggest("debian-12-standard_12.7-1_amd64.tar.zst", NamingRule.PVE1, KnownInside.NOTHING)
            .orElseThrow();
    assertThat(suggestion.name()).isEqualTo("debian-12-standard_12.7-1_amd64.tar.gz");
    assertThat(suggestion.repack()).isTrue();
  }

  @Test
  void says_what_it_assumes_where_the_name_tells_nothing() {
    NameSuggestion suggestion =
        suggest("archlinux-kalliope.tar.gz", NamingRule.PVE1, KnownInside.NOTHING).orElseThrow();
    assertThat(suggestion.name()).isEqualTo("archlinux-current-kalliope_0-1_i386.tar.gz");
    assertThat(suggestion.assumptions()).hasSize(2);
  }

  @Test
  void believes_the_archive_more_than_its_name() {
    KnownInside inside =
        new KnownInside(Optional.of("gentoo"), Optional.of("2.2"), Optional.of("amd64"));
    assertThat(suggest("stage3.tar.gz", NamingRule.PVE1, inside).orElseThrow().name())
        .isEqualTo("gentoo-2-standard_2.2-1_amd64.tar.gz");
  }

  @ParameterizedTest
  @CsvSource({
    "alpine-edge-arm64.tar.gz",
    "readme.txt",
    "debian-6.0-standard_6.0-1_i386.tar.gz.part",
    "../debian-6.0-standard_6.0-1_i386.tar.gz"
  })
  void suggests_nothing_for_what_can_be_no_template_there(String name) {
    assertThat(suggest(name, NamingRule.PVE1, KnownInside.NOTHING)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'my template (1).tgz', my_template__1_.tar.gz",
    "-rf;reboot.tar.gz, rf_reboot.tar.gz",
    "rootfs.TAR.GZ, rootfs.tar.gz"
  })
  void keeps_the_words_where_only_the_end_is_prescribed(String name, String suggested) {
    assertThat(suggest(name, NamingRule.PVE3, KnownInside.NOTHING).orElseThrow().name())
        .isEqualTo(suggested);
  }

  private static Optional<NameSuggestion> suggest(
      String name, NamingRule rule, KnownInside inside) {
    return NameSuggester.suggest(TemplateName.of(name), rule, inside);
  }
}
