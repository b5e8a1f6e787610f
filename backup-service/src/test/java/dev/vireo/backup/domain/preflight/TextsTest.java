package dev.vireo.backup.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  @ParameterizedTest
  @CsvSource({
    "vc.example.net,VCENTER,vc.example.net:443",
    "192.0.2.7:8443,HTTPS,192.0.2.7:8443",
    "pve-01,PVE,pve-01:8006",
    "[2001:db8::7]:8443,HTTPS,[2001:db8::7]:8443",
    "2001:db8::7,ESX,[2001:db8::7]:443"
  })
  void a_target_is_read_with_the_port_of_its_kind(String text, TargetKind kind, String shown) {
    assertThat(Target.parse(text, kind)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":443",
        "host:",
        "host:0",
        "host:65536",
        "host:x",
        "a b",
        "$(id)",
        "-h",
        "300.1.1.1",
        "[::1",
        "[::1]x",
        "host;id",
        "https://host",
        "a..b",
        "1.2.3"
      })
  void what_is_no_target_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse(text, TargetKind.HTTPS));
  }

  @Test
  void a_hosts_file_is_read_as_the_system_reads_it() {
    String text = "127.0.0.1 localhost\n192.0.2.7\tVC.lab.example vc # and 192.0.2.8 vc\n";
    assertThat(HostsFile.addresses(text, "vc.lab.example")).containsExactly("192.0.2.7");
    assertThat(HostsFile.addresses(text, "vc")).containsExactly("192.0.2.7");
    assertThat(HostsFile.addresses(text, "192.0.2.7")).isEmpty();
  }

  @Test
  void a_star_stands_for_one_label() {
    assertThat(CertificateNames.match(List.of("*.lab.example"), "vc.lab.example")).isTrue();
    assertThat(CertificateNames.match(List.of("*.lab.example"), "a.vc.lab.example")).isFalse();
    assertThat(CertificateNames.match(List.of("*.lab.example"), "lab.example")).isFalse();
    assertThat(CertificateNames.match(List.of("*.example"), "lab.example")).isFalse();
    assertThat(CertificateNames.match(List.of("2001:db8:0:0:0:0:0:7"), "2001:DB8::7")).isTrue();
    assertThat(CertificateNames.match(List.of("192.0.2.7"), "192.0.2.8")).isFalse();
  }

  @Test
  void a_hello_says_its_own_length() {
    byte[] hello = TlsHello.request(2, new byte[32]);
    assertThat((hello[3] & 0xff) * 256 + (hello[4] & 0xff)).isEqualTo(hello.length - 5);
    assertThat((hello[7] & 0xff) * 256 + (hello[8] & 0xff)).isEqualTo(hello.length - 9);
    assertThat(hello[10]).isEqualTo((byte) 2);
  }
}
