package dev.vireo.container.domain.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "debian-6.0-standard_6.0-4_i386.tar.gz",
        "ubuntu-10.04-mail-relay_10.04_amd64.tar.gz",
        "funtoo-current-stage_20110412_amd64.tar.gz",
        "my_own-5_x-with-many-dashes_1_i386.tar.gz"
      })
  void shows_on_proxmox_1_what_has_all_five_parts(String name) {
    assertThat(verdict(name, NamingRule.PVE1)).isInstanceOf(NameVerdict.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz, OSTYPE, 8",
    "foo.tar.gz, OSTYPE, 4",
    "gentoo--x_1_i386.tar.gz, OSVERSION, 8",
    "gentoo-2011.tar.gz, OSVERSION, 12",
    "gentoo-2011_x_1_i386.tar.gz, OSVERSION, 12",
    "gentoo-2011-_1_i386.tar.gz, NAME, 13",
    "gentoo-2011-stage.tar.gz, NAME, 18",
    "gentoo-2011-stage__i386.tar.gz, VERSION, 19",
    "debian-6.0-x86_64.tar.gz, ARCHITECTURE, 18",
    "debian-6.0-std_6.0-1_.tar.gz, ARCHITECTURE, 22",
    "debian-6.0-std_6.0-1_x86.tar.gz, ARCHITECTURE, 22",
    "debian-6.0-std_6.0-1_i386_v2.tar.gz, ARCHITECTURE, 22",
    "debian-6.0-std_6.0-1_amd64.tar.xz, EXTENSION, 27",
    "debian-6.0-std_6.0-1_amd64.TAR.GZ, EXTENSION, 27",
    "debian-6.0-std_6.0-1_amd64.tgz, EXTENSION, 27",
    "debian-6.0, EXTENSION, 11"
  })
  void names_the_broken_part_and_its_column_on_proxmox_1(String name, NamePart part, int column) {
    NameVerdict.Rejected rejected = rejected(name, NamingRule.PVE1);
    assertThat(rejected.part()).isEqualTo(part);
    assertThat(rejected.column()).isEqualTo(column);
    assertThat(rejected.reason())
        .startsWith(part.words() + ": ")
        .contains(part == NamePart.ARCHITECTURE && column == 22 ? "" : "column " + column);
  }

  @Test
  void says_which_architecture_it_found_and_which_it_wants() {
    assertThat(rejected("debian-6.0-std_6.0-1_x86.tar.gz", NamingRule.PVE1).reason())
        .isEqualTo("architecture: 'x86' at column 22 is not i386 or amd64");
  }

  @ParameterizedTest
  @CsvSource({
    "anything.tar.gz, true, true, true, true",
    "anything.tar.xz, false, true, true, true",
    "anything.tar.zst, false, false, true, true",
    "anything.tar.bz2, false, false, true, true",
    "anything.tar, false, false, false, true",
    "anything.TAR.GZ, false, false, true, true",
    "anything.tar.lzo, false, false, false, false",
    "anything.tar.gz.part, false, false, false, false",
    "anything.tgz, false, false, false, false",
    "anything.tar.tar, false, false, false, true",
  })
  void asks_of_later_releases_for_the_extension_only(
      String name, boolean pve3, boolean pve4, boolean pve8, boolean pve9) {
    assertThat(accepts(name, NamingRule.PVE1)).isFalse();
    assertThat(accepts(name, NamingRule.PVE3)).isEqualTo(pve3);
    assertThat(accepts(name, NamingRule.PVE4)).isEqualTo(pve4);
    assertThat(accepts(name, NamingRule.PVE8)).isEqualTo(pve8);
    assertThat(accepts(name, NamingRule.PVE9)).isEqualTo(pve9);
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/x.tar.gz, 3, a '/'",
    "-rf.tar.gz, 1, an option",
    "a;reboot.tar.gz, 2, ';'",
    "a$(reboot).tar.gz, 2, '$'",
    "'debian 6.tar.gz', 7, a blank",
    "'debian-6.tar.gz ', 16, a trailing blank",
    ".tar.gz, 1, hides the file",
    "modèle.tar.gz, 4, 'è'"
  })
  void refuses_by_every_rule_what_no_template_should_be_called(
      String name, int column, String words) {
    for (NamingRule rule : NamingRule.values()) {
      NameVerdict.Rejected rejected = rejected(name, rule);
      assertThat(rejected.part()).isEqualTo(NamePart.WHOLE_NAME);
      assertThat(rejected.column()).isEqualTo(column);
      assertThat(rejected.reason()).contains(words).contains("column " + column);
    }
  }

  @ParameterizedTest
  @EnumSource(NamingRule.class)
  void refuses_line_ends_nul_and_what_is_no_utf8(NamingRule rule) {
    assertThat(rejected("a\nb.tar.gz", rule).reason()).contains("column 2 is a line end");
    assertThat(rejected("a\0b.tar.gz", rule).reason()).contains("column 2 is a NUL byte");
    assertThat(rejected("a\u001b[2J.tar.gz", rule).reason()).contains("control character 0x1b");
    byte[] latin1 = "modèle.tar.gz".getBytes(StandardCharsets.ISO_8859_1);
    NameVerdict verdict = TemplateName.of(latin1, 0, latin1.length).judge(rule);
    assertThat(((NameVerdict.Rejected) verdict).reason())
        .contains("column 4 is byte 0xe8, which is no UTF-8");
  }

  @ParameterizedTest
  @EnumSource(NamingRule.class)
  void refuses_an_empty_name_and_one_of_256_bytes(NamingRule rule) {
    assertThat(rejected("", rule).reason()).contains("empty");
    String stem = "debian-6.0-" + "x".repeat(255 - 11 - 7 - 7);
    assertThat(accepts(stem + "_1_i386.tar.gz", rule)).isTrue();
    assertThat(rejected(stem + "y_1_i386.tar.gz", rule).reason()).contains("256 bytes");
  }

  private static NameVerdict verdict(String name, NamingRule rule) {
    return TemplateName.of(name).judge(rule);
  }

  private static boolean accepts(String name, NamingRule rule) {
    return verdict(name, rule) instanceof NameVerdict.Accepted;
  }

  private static NameVerdict.Rejected rejected(String name, NamingRule rule) {
    NameVerdict verdict = verdict(name, rule);
    assertThat(verdict).isInstanceOf(NameVerdict.Rejected.class);
    return (NameVerdict.Rejected) verdict;
  }
}
