package dev.vireo.bench.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.esxcli.NmpDeviceList;
import dev.vireo.multipath.esxcli.NmpPathList;
import org.junit.jupiter.api.Test;

final class StorageTextTest {

  private final StorageText text = StorageText.of(20, 8);

  @Test
  void vireo_understands_every_line() {
    assertThat(NmpDeviceList.parse(text.devices()).items()).hasSize(20);
    assertThat(NmpDeviceList.parse(text.devices()).unparsed()).isEmpty();
    assertThat(NmpPathList.parse(text.paths()).items()).hasSize(160);
    assertThat(NmpPathList.parse(text.paths()).unparsed()).isEmpty();
  }

  @Test
  void the_peer_extracts_the_same() {
    assertThat(RegexPerLine.devices(text.devices()))
        .isEqualTo(NmpDeviceList.parse(text.devices()).items());
    assertThat(RegexPerLine.paths(text.paths())).isEqualTo(NmpPathList.parse(text.paths()).items());
  }
}
