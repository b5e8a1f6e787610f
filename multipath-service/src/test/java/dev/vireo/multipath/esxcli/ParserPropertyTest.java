package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.multipath.domain.PspConfig;
import dev.vireo.multipath.domain.Told;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ParserPropertyTest {

  private static final List<Function<String, Parsed<?>>> PARSERS =
      List.of(
          NmpDeviceList::parse,
          NmpPathList::parse,
          CoreDeviceList::parse,
          CoreDeviceList::parseScsidevs,
          CorePathList::parse,
          MpathBrief::parse,
          HppDeviceList::parse,
          Tables::psps,
          Tables::satps,
          Tables::plugins,
          Tables::satpRules,
          Tables::claimRules,
          RoundRobinConfig::parse,
          SatpRuleFields::parse,
          SatpSet::parse);

  @Property
  void what_is_printed_parses_back_in_the_shape_of_every_release(
      @ForAll("devices") List<NmpDevice> devices, @ForAll NmpDevicePrinter.Shape shape) {
    Parsed<NmpDevice> list = NmpDeviceList.parse(NmpDevicePrinter.print(devices, shape));

    assertThat(list.unparsed()).isEmpty();
    assertThat(list.items())
        .containsExactlyElementsOf(
            devices.stream().map(d -> NmpDevicePrinter.toldBy(d, shape)).toList());
  }

  @Property
  void pasting_changes_nothing(
      @ForAll("captures") Capture capture, @ForAll("pastings") Function<String, String> pasting) {
    assertThat(capture.parse(pasting.apply(capture.text())))
        .isEqualTo(capture.parse(capture.text()));
  }

  @Property
  void no_text_makes_a_parser_throw(@ForAll("noise") String noise) {
    for (Function<String, Parsed<?>> parser : PARSERS) {
      assertThat(parser.apply(noise)).isNotNull();
    }
    assertThat(Listing.recognise(noise)).isNotNull();
    assertThat(PspConfigText.parse(noise)).isInstanceOf(PspConfig.class);
    assertThat(EsxVersionText.parse(noise)).isNotNull();
  }

  @Property
  void every_line_of_a_damaged_capture_is_read_or_reported(
      @ForAll("captures") Capture capture, @ForAll("strangeLines") String strange) {
    List<String> lines = capture.text().lines().collect(Collectors.toList());
    int at = new Random(strange.hashCode()).nextInt(lines.size());
    lines.add(at, strange);

    Parsed<?> damaged = capture.parse(String.join("\n", lines));

    assertThat(damaged.unparsed())
        .anySatisfy(
            line -> {
              assertThat(line.text()).isEqualTo(strange);
              assertThat(line.line()).isEqualTo(at + 1);
            });
  }

  @Property
  void the_sections_of_a_text_are_the_whole_text(@ForAll("noise") String noise) {
    int end = 0;
    for (Listing.Section section : Listing.recognise(noise)) {
      int start = noise.indexOf(section.text(), end);
      assertThat(start).isGreaterThanOrEqualTo(end);
      end = start + section.text().length();
    }
  }

  record Capture(String release, Listing listing) {
    String text() {
      return Captures.text(release, listing);
    }

    Parsed<?> parse(String text) {
      return switch (listing) {
        case DEVICE_LIST -> NmpDeviceList.parse(text);
        case PATH_LIST -> NmpPathList.parse(text);
        case CORE_DEVICE_LIST -> CoreDeviceList.parse(text);
        default -> throw new IllegalArgumentException(listing.id());
      };
    }

    @Override
    public String toString() {
      return release + " " + listing.id();
    }
  }

  @Provide
  Arbitrary<Capture> captures() {
    return Combinators.combine(
            Arbitraries.of(Captures.RELEASES),
            Arbitraries.of(Listing.DEVICE_LIST, Listing.PATH_LIST, Listing.CORE_DEVICE_LIST))
        .as(Capture::new);
  }

  @Provide
  Arbitrary<Function<String, String>> pastings() {
    Arbitrary<Function<String, String>> one =
        Arbitraries.of(
            text -> text.replaceAll("(?m)^ +", ""),
            text -> text.replaceAll("(?m)^   ", "\t"),
            text -> text.replaceAll("(?m)^   ", "       "),
            text -> text.replaceAll("(?m)^(\\s*[A-Z][^:\n]*): ", "$1:\t"),
            text -> text.replace("\n", "\r\n"),
            text -> text.replace("\n", "\n\n"),
            text -> text.replaceAll("\n\n", "\n"),
            text -> text.replaceAll("(?m)$", "  "),
            text -> "~ # esxcli storage nmp device list\n\n" + text + "~ # \n",
            text -> "[root@esx01:~] localcli storage nmp path list\n" + text + "[root@esx01:~]",
            text -> "# " + "-".repeat(20) + "\n" + text + "\n[root@esx01 ~]# exit\n",
            text -> text.replaceAll("(?m)^((?:naa|mpx|fc|t10|sas|ide)\\.\\S*[^:\\s])$", "$1:"));
    return one.list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(all -> all.stream().reduce(Function.identity(), Function::andThen));
  }

  @Provide
  Arbitrary<String> strangeLines() {
    return Arbitraries.of(
        "(snip)",
        "...",
        "Connect to localhost failed: Connection failure",
        "Storage Array Mood: calm",
        "sysinfoException; Status=Busy: Message=Unable to Set");
  }

  @Provide
  Arbitrary<String> noise() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60);
    Arbitrary<String> pieces =
        Arbitraries.of(
                "naa.6005",
                "fc.1:2-fc.3:4-naa.5",
                ": ",
                ":",
                "   Device: ",
                "Name  Description",
                "Name  Default PSP  Description",
                "Rule Class  Rule  Class  Type  Plugin  Matches",
                "Name  Device  Vendor  Model",
                "VMW_PSP_RR",
                "VMW_SATP_SVC",
                "-------  ------",
                "{policy=rr,iops=",
                "{preferred=",
                "{policy=;",
                "}",
                ";",
                "Current Path=",
                "Vendor: IBM Model: ",
                "Other Names:",
                "vml.02",
                "esxcli storage nmp psp list",
                "~ # ",
                "[root@h:~] ",
                " state:",
                "vmhba1:C0:T0:L0",
                "Default PSP for ",
                " is now ",
                "VMware ESXi 6.",
                " build-",
                "Byte Limit: 1",
                "MP  1  runtime  vendor  NMP  vendor=a b=",
                "Name : VMW_SATP_X",
                "\n",
                "\r\n",
                "\t",
                "\u0000",
                "\ufffd",
                "  ")
            .list()
            .ofMaxSize(25)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(any, pieces);
  }

  @Provide
  Arbitrary<List<NmpDevice>> devices() {
    Arbitrary<String> hex = Arbitraries.strings().withChars("0123456789abcdef").ofLength(32);
    Arbitrary<String> ids =
        Arbitraries.oneOf(
            hex.map(h -> "naa." + h),
            hex.map(h -> "eui." + h.substring(0, 16)),
            hex.map(h -> "t10.ACME_" + h),
            Arbitraries.integers().between(0, 99).map(n -> "mpx.vmhba" + n + ":C0:T0:L0"));
    Arbitrary<String> free =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars("éß漢*")
            .ofMaxLength(40)
            .map(String::strip);
    Arbitrary<String> configs =
        Arbitraries.of(
            "{preferred=vmhba1:C0:T0:L1;current=vmhba1:C0:T1:L1}",
            "Current Path=vmhba37:C1:T0:L10",
            "{policy=rr,iops=1000,bytes=10485760,useANO=0;lastPathIndex=1:"
                + " NumIOsPending=0,numBytesPending=0}",
            "PSP ACME_PSP does not support device configuration.");
    Arbitrary<List<String>> paths =
        Arbitraries.integers().between(0, 255).map(n -> "vmhba1:C0:T0:L" + n).list().ofMaxSize(9);
    return Combinators.combine(
            ids,
            free,
            free,
            configs,
            free,
            paths,
            Arbitraries.of(Told.YES, Told.NO),
            Arbitraries.of(Told.YES, Told.NO))
        .as(
            (id, name, satpConfig, config, custom, working, sas, usb) ->
                new NmpDevice(
                    id,
                    name,
                    "VMW_SATP_SVC",
                    satpConfig,
                    "VMW_PSP_RR",
                    config,
                    custom,
                    working,
                    sas,
                    usb))
        .list()
        .ofMaxSize(8);
  }
}
