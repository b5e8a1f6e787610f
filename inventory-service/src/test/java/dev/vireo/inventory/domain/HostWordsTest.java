package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.hosts.Host.Identity;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostWordsTest {

  private static final String DEBIAN =
      """
      PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
      NAME="Debian GNU/Linux"
      VERSION_ID="12"
      ID=debian
      """;

  private static HostWords vmware(String text) {
    return new HostWords(text, "", "", "", "");
  }

  private static Identity identity(HostWords words) {
    return words.identity(List.of()).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "VMware ESX 4.1.0 build-260247, 4.1.0, 260247",
    "VMware ESXi 5.5.0 build-3248547, 5.5.0, 3248547",
    "VMware ESXi 6.7.0 build-17700523, 6.7.0, 17700523",
    "VMware ESXi 8.0.2 build-22380479, 8.0.2, 22380479",
    "VMware ESX Server 3.5.0 build-110268, 3.5.0, 110268"
  })
  void esx_says_its_version_and_build(String text, String version, String build) {
    assertThat(identity(vmware(text + "\n")))
        .isEqualTo(new Identity("esx", version, build, text, List.of()));
  }

  @Test
  void a_banner_before_the_version_and_windows_line_ends_do_no_harm() {
    assertThat(identity(vmware("Authorized use only\r\nVMware ESXi 7.0.3 build-19482537\r\n")))
        .isEqualTo(
            new Identity(
                "esx", "7.0.3", "19482537", "VMware ESXi 7.0.3 build-19482537", List.of()));
  }

  @Test
  void proxmox_goes_before_the_openvz_kernel_and_the_debian_that_it_stands_on() {
    Identity old =
        identity(new HostWords("", "pve-manager/1.7/5323\n", "042stab1 2.6.32\n", "", DEBIAN));
    Identity now =
        identity(
            new HostWords(
                "",
                "pve-manager/8.1.4/ec5affc9e41f1d79 (running kernel: 6.5.11-8-pve)\n",
                "",
                "",
                DEBIAN));

    assertThat(old)
        .isEqualTo(new Identity("pve", "1.7", "5323", "pve-manager/1.7/5323", List.of()));
    assertThat(now.version()).isEqualTo("8.1.4");
    assertThat(now.build()).isEqualTo("ec5affc9e41f1d79");
    assertThat(now.fullName()).contains("6.5.11-8-pve");
  }

  @Test
  void openvz_is_its_tools_version_and_its_kernels_build() {
    Identity openvz =
        identity(new HostWords("", "", "042stab127.2 2.6.32\n", "vzctl version 4.11.1\n", DEBIAN));

    assertThat(openvz.product()).isEqualTo("openvz");
    assertThat(openvz.version()).isEqualTo("4.11.1");
    assertThat(openvz.build()).isEqualTo("042stab127.2");
  }

  @Test
  void openvz_without_its_tool_is_the_kernels_version() {
    Identity openvz = identity(new HostWords("", "", "042stab127.2\n", "", DEBIAN));

    assertThat(openvz.version()).isEqualTo("042stab127.2");
    assertThat(openvz.build()).isNull();
  }

  @Test
  void linux_is_what_os_release_says() {
    assertThat(identity(new HostWords("", "", "", "", DEBIAN)))
        .isEqualTo(new Identity("linux", "12", null, "Debian GNU/Linux 12 (bookworm)", List.of()));
  }

  @Test
  void a_rolling_linux_has_no_version_and_says_so() {
    assertThat(identity(new HostWords("", "", "", "", "NAME='Some Rolling'\n")).version())
        .isEqualTo("rolling");
  }

  @Test
  void whoever_says_nothing_known_is_nobody() {
    assertThat(new HostWords("", "", "", "", "").identity(List.of())).isEmpty();
    assertThat(vmware("sh: vmware: not found").identity(List.of())).isEmpty();
  }

  @Property
  void no_text_makes_it_throw_and_none_gets_a_control_character_through(
      @ForAll String a, @ForAll String b, @ForAll String c, @ForAll String d, @ForAll String e) {
    new HostWords(a, "pve-manager/" + b, c, d, "NAME=" + e)
        .identity(List.of())
        .ifPresent(i -> assertThat(i.fullName()).doesNotContainPattern("\\p{Cntrl}"));
  }
}
