package dev.vireo.container.domain.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionResolverTest {

  /** Names as vzctl 4 installs them. */
  private static final Set<String> FOLDER =
      Set.of(
          "altlinux.conf",
          "altlinux-2.4.conf",
          "arch.conf",
          "debian.conf",
          "debian-3.1.conf",
          "default",
          "fedora.conf",
          "fedora-core.conf",
          "gentoo.conf",
          "redhat.conf",
          "redhat-7.3.conf",
          "suse.conf",
          "suse-8.0.conf",
          "ubuntu.conf",
          "ubuntu-6.06.conf");

  @ParameterizedTest
  @CsvSource({
    "debian-7.0-standard_7.0-2_i386, debian.conf",
    "debian-3.1-minimal, debian-3.1.conf",
    "debian-3.11, debian.conf",
    "redhat-7.3-x, redhat-7.3.conf",
    "redhat-7.30, redhat.conf",
    "fedora-core-5-i386, fedora-core.conf",
    "fedora_core-5, default",
    "ubuntu.12-x, default",
    "Debian-7.0, default",
    "archlinux-base_20240911-1_amd64, default",
    "sabayon-5-SpinBase_5.4-1_i386, default",
    "-debian, default",
    "debian-, debian.conf",
    "debian--x, debian.conf",
    "gentoo, gentoo.conf",
    "/var/lib/vz/template/cache/gentoo-2011, gentoo.conf",
    "default, default",
    "'', default"
  })
  void takes_the_file_that_vzctl_takes(String name, String config) {
    assertThat(resolve(name).config()).contains(config);
  }

  @Test
  void tells_what_was_looked_for_longest_first() {
    assertThat(resolve("sabayon-5-SpinBase_5.4-1_i386").tried())
        .containsExactly(
            "sabayon-5-SpinBase_5.4-1_i386.conf",
            "sabayon-5-SpinBase_5.4.conf",
            "sabayon-5.conf",
            "sabayon.conf",
            "default");
  }

  @Test
  void has_no_configuration_where_even_the_default_is_missing() {
    Resolution resolution = DistributionResolver.resolve("sabayon-5", file -> false);
    assertThat(resolution.config()).isEmpty();
    assertThat(resolution.isUnresolved()).isTrue();
  }

  @Test
  void cuts_names_and_paths_where_the_buffers_of_vzctl_end() {
    String name = "debian-" + "x".repeat(300);
    Resolution resolution = resolve(name);
    assertThat(resolution.config()).contains("debian.conf");
    assertThat("/etc/vz/dists/" + resolution.tried().getFirst()).hasSize(255);
  }

  @Test
  void one_short_link_serves_later_releases_and_takes_from_nobody() {
    assertThat(
            Mapping.shortest(
                resolve("sabayon-5-SpinBase_5.4-1_i386"),
                "gentoo.conf",
                Set.of("debian-7.0-x", "sabayon-6-SpinBase_6-1_amd64"),
                other -> other.startsWith("sabayon"),
                FOLDER::contains))
        .contains(
            new MappingProposal(
                "sabayon.conf", "gentoo.conf", List.of("sabayon-6-SpinBase_6-1_amd64")));
  }

  @Test
  void a_longer_link_is_chosen_where_the_short_one_would_serve_another_distribution() {
    assertThat(
            Mapping.shortest(
                    resolve("my-sabayon-5"),
                    "gentoo.conf",
                    Set.of("my-centos-5"),
                    other -> other.contains("sabayon"),
                    FOLDER::contains)
                .map(MappingProposal::link))
        .contains("my-sabayon.conf");
  }

  @Test
  void the_full_name_is_to_be_had() {
    assertThat(
            Mapping.full(
                    resolve("sabayon-5-SpinBase_5.4-1_i386"),
                    "gentoo.conf",
                    Set.of(),
                    FOLDER::contains)
                .map(MappingProposal::link))
        .contains("sabayon-5-SpinBase_5.4-1_i386.conf");
  }

  @ParameterizedTest
  @CsvSource({
    "sabayon, gentoo.conf",
    "Sabayon, gentoo.conf",
    "rocky, redhat.conf",
    "archlinux, arch.conf",
    "linuxmint, ubuntu.conf",
    "debian, debian.conf"
  })
  void knows_the_nearest_relative_that_has_a_configuration(String id, String config) {
    assertThat(Relatives.nearest(id, List.of(), FOLDER::contains)).contains(config);
  }

  @Test
  void believes_what_a_distribution_says_it_is_like() {
    assertThat(Relatives.nearest("tinyos", List.of("sles"), FOLDER::contains))
        .contains("suse.conf");
    assertThat(Relatives.nearest("tinyos", List.of(), FOLDER::contains)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ADD_IP=debian-add_ip.sh, DEBIAN",
    "'ADD_IP=\"redhat-7.x_add_ip.sh\"', REDHAT",
    "ADD_IP=etcnet-add_ip.sh, ETCNET",
    "'#ADD_IP=arch-add_ip.sh\nADD_IP=gentoo-add_ip.sh\nADD_IP=suse-add_ip.sh', GENTOO"
  })
  void tells_the_family_of_a_configuration_by_its_first_add_ip(String text, Family family) {
    assertThat(DistributionConf.parse(text).family()).contains(family);
  }

  @Test
  void a_configuration_without_known_scripts_is_of_no_family() {
    assertThat(DistributionConf.parse("ADD_IP=own.sh\nnonsense").family())
        .isEqualTo(Optional.empty());
  }

  private static Resolution resolve(String name) {
    return DistributionResolver.resolve(name, FOLDER::contains);
  }
}
