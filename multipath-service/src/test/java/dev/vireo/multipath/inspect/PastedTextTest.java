package dev.vireo.multipath.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.offline.PastedText;
import dev.vireo.multipath.esxcli.NmpDevice;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PastedTextTest {

  /** ESXi 6.0, {@code storage nmp device list}, in a session. */
  private static final String SESSION =
      """
      ~ # esxcli storage nmp device list
      naa.600507680b8081f2c800000000000011
         Device Display Name: IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000011)
         Storage Array Type: VMW_SATP_SVC
         Storage Array Type Device Config: SATP VMW_SATP_SVC does not support device configuration.
         Path Selection Policy: VMW_PSP_FIXED
         Path Selection Policy Device Config: {preferred=vmhba2:C0:T3:L11;current=vmhba2:C0:T3:L11}
         Path Selection Policy Device Custom Config:
         Working Paths: vmhba2:C0:T3:L11
         Is USB: false

      naa.600507680b8081f2c800000000000012
         Device Display Name: IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000012)
         Storage Array Type: VMW_SATP_SVC
         Storage Array Type Device Config: SATP VMW_SATP_SVC does not support device configuration.
         Path Selection Policy: VMW_PSP_RR
         Path Selection Policy Device Config: {policy=rr,iops=1000,bytes=10485760,useANO=0; lastPathIndex=1: NumIOsPending=0,numBytesPending=0}
         Path Selection Policy Device Custom Config:
         Working Paths: vmhba2:C0:T3:L12, vmhba2:C0:T1:L12
         Is USB: false
      """;

  private static Capture read(String text) {
    return Capture.read("f", PastedText.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Named<UnaryOperator<String>> way(String name, UnaryOperator<String> change) {
    return Named.of(name, change);
  }

  static Stream<Named<UnaryOperator<String>>> ways() {
    return Stream.of(
        way("CRLF", t -> t.replace("\n", "\r\n")),
        way("CR", t -> t.replace('\n', '\r')),
        way("CR CR LF", t -> t.replace("\n", "\r\r\n")),
        way("the line ends of web pages", t -> t.replace('\n', '\u2028')),
        way("a byte order mark", t -> "\ufeff" + t),
        way("no-break blanks", t -> t.replace(' ', '\u00a0')),
        way("wide blanks", t -> t.replace("   ", "\u3000")),
        way("tabs", t -> t.replace("   ", "\t").replaceAll("(?m)^(\t[A-Z][A-Za-z ]*): ", "$1:\t")),
        way("no indent", t -> t.replaceAll("(?m)^ +", "")),
        way("blank lines", t -> t.replace("\n", "\n\n")),
        way(
            "colours",
            t -> t.replaceAll("(naa\\.\\w+|VMW_\\w+)", "\u001b[01;31m\u001b[K$1\u001b[m")),
        way("a window's title", t -> t.replace("~ # ", "\u001b]0;esx01\u0007~ # ")),
        way(
            "other prompts",
            t -> t.replace("~ # ", "root@esx01:~ # ") + "esx01#\nroot@esx01:~ #\n"),
        way("a prompt of Windows", t -> t.replace("~ # ", "C:\\Program Files\\VMware>")),
        way("the program's whole path", t -> t.replace("esxcli", "/sbin/esxcli")));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void reads_the_same_however_it_was_pasted(UnaryOperator<String> way) {
    Capture pasted = read(way.apply(SESSION));

    assertThat(pasted.kind()).isEqualTo("device-list");
    assertThat(pasted.unparsed()).isEmpty();
    assertThat(pasted.all(NmpDevice.class))
        .isEqualTo(read(SESSION).all(NmpDevice.class))
        .hasSize(2);
  }

  @Test
  void counts_lines_as_an_editor_does() {
    Capture capture = read(SESSION.replace("\n", "\r\n") + "Mood: calm\r\n");

    assertThat(capture.unparsed()).hasSize(1);
    assertThat(capture.unparsed().getFirst().line()).isEqualTo(21);
  }

  @Property
  void leaves_nothing_that_steers_and_throws_at_nothing(@ForAll String text) {
    assertThat(PastedText.of(text.getBytes(StandardCharsets.UTF_8)))
        .doesNotContain("\r")
        .doesNotContain("\u001b");
  }
}
