package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ListingTest {

  static Stream<Arguments> captures() {
    List<Listing> everywhere =
        List.of(
            Listing.VERSION,
            Listing.DEVICE_LIST,
            Listing.PATH_LIST,
            Listing.CORE_DEVICE_LIST,
            Listing.PSP_LIST,
            Listing.SATP_LIST,
            Listing.SATP_RULE_LIST,
            Listing.CLAIM_RULE_LIST);
    return Captures.RELEASES.stream()
        .flatMap(release -> everywhere.stream().map(l -> Arguments.of(release, l)));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void knows_each_listing_of_each_release_by_its_content(String release, Listing listing) {
    List<Listing.Section> sections = Listing.recognise(Captures.text(release, listing));

    assertThat(sections.stream().map(Listing.Section::listing)).containsExactly(listing);
  }

  @Test
  void cuts_a_session_at_its_commands() {
    String session =
        "[root@esx01:~] vmware -v\n"
            + Captures.text("6.7", Listing.VERSION)
            + "[root@esx01:~] esxcli storage nmp psp list\n"
            + Captures.text("6.7", Listing.PSP_LIST)
            + "[root@esx01:~] esxcli storage nmp device list\n"
            + Captures.text("6.7", Listing.DEVICE_LIST)
            + "[root@esx01:~] esxcli storage hpp path list\n"
            + "[root@esx01:~] \n";

    List<Listing.Section> sections = Listing.recognise(session);

    assertThat(sections.stream().map(Listing.Section::listing))
        .containsExactly(
            Listing.VERSION, Listing.PSP_LIST, Listing.DEVICE_LIST, Listing.HPP_PATH_LIST);
    assertThat(sections.get(1).command()).isEqualTo("esxcli storage nmp psp list");
    assertThat(sections.get(1).firstLine()).isEqualTo(3);
  }

  @Test
  void cuts_listings_that_follow_one_another_without_a_word() {
    String glued =
        Captures.text("5.5", Listing.DEVICE_LIST)
            + Captures.text("5.5", Listing.PATH_LIST)
            + Captures.text("5.5", Listing.SATP_LIST)
            + Captures.text("5.5", Listing.CORE_DEVICE_LIST);

    List<Listing.Section> sections = Listing.recognise(glued);

    assertThat(sections.stream().map(Listing.Section::listing))
        .containsExactly(
            Listing.DEVICE_LIST, Listing.PATH_LIST, Listing.SATP_LIST, Listing.CORE_DEVICE_LIST);
    assertThat(NmpDeviceList.parse(sections.getFirst().text()).items()).hasSize(6);
    assertThat(NmpPathList.parse(sections.get(1).text()).items()).hasSize(18);
  }

  @Test
  void believes_the_lines_more_than_the_command_above_them() {
    String wrong =
        "root@host:~] esxcli storage hpp path list\n"
            + Captures.text("7.0", Listing.HPP_DEVICE_LIST);

    assertThat(Listing.recognise(wrong).getFirst().listing()).isEqualTo(Listing.HPP_DEVICE_LIST);
  }

  @Test
  void says_when_it_knows_none() {
    assertThat(Listing.recognise("Dear diary,\n").getFirst().listing()).isEqualTo(Listing.UNKNOWN);
    assertThat(Listing.recognise("")).isEmpty();
  }
}
