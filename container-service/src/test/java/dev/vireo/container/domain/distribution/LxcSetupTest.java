package dev.vireo.container.domain.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LxcSetupTest {

  private static LxcSetup of(
      @Nullable String id, @Nullable String version, @Nullable String relative) {
    return LxcSetup.of(
        Optional.ofNullable(id), Optional.ofNullable(version), Optional.ofNullable(relative));
  }

  @ParameterizedTest
  @CsvSource({
    "debian,12,debian,debian",
    "ubuntu,22.04,ubuntu,ubuntu",
    "ubuntu,14.04,ubuntu,ubuntu",
    "rocky,9.3,,centos",
    "opensuse-leap,15.5,,opensuse",
    "arch,,arch,archlinux",
    "kali,2024.1,debian,debian",
    "sabayon,5.4,gentoo,gentoo",
    "alpine,3.19.1,,alpine"
  })
  void the_set_up_is_told_by_id_alias_or_kin(
      String id, @Nullable String version, @Nullable String relative, String ostype) {
    assertThat(of(id, version, relative))
        .isEqualTo(new LxcSetup(Optional.of(ostype), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "debian,3.1,debian refuses release 3.1",
    "ubuntu,10.04,ubuntu refuses release 10.04",
    "ubuntu,16.08,ubuntu refuses release 16.08",
    "fedora,14,fedora refuses release 14",
    "centos,4.9,centos refuses release 4.9"
  })
  void releases_that_no_set_up_code_takes_are_refused(String id, String version, String why) {
    assertThat(of(id, version, id).refusal().orElseThrow()).contains(why);
  }

  @Test
  void what_is_not_known_has_no_ostype() {
    assertThat(of("slackware", "14", "slackware").refusal())
        .hasValue("there is no set-up code for slackware");
    assertThat(of(null, null, null).ostype()).isEmpty();
  }

  @Property
  void no_version_makes_it_throw(@ForAll String id, @ForAll String version) {
    LxcSetup setup = of(id, version, id);
    assertThat(setup.ostype().isPresent() || setup.refusal().isPresent()).isTrue();
  }
}
