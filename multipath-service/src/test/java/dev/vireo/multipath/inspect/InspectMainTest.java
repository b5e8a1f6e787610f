package dev.vireo.multipath.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.multipath.esxcli.Captures;
import dev.vireo.multipath.esxcli.Listing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectMainTest {

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  private static Ran inspect(String... args) {
    return inspect(new byte[0], args);
  }

  private static Ran inspect(byte[] stdin, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        InspectMain.run(
            Arrays.asList(args),
            new ByteArrayInputStream(stdin),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private String file(String release, Listing listing) throws IOException {
    return file(release + "/" + listing.id() + ".txt", Captures.text(release, listing));
  }

  @Test
  void prints_one_object_for_one_device_list() throws IOException {
    String path = file("4.1", Listing.DEVICE_LIST);

    Ran ran = inspect("--json", path);

    assertThat(ran.code()).isZero();
    JsonNode json = ran.json();
    assertThat(json.get("file").asText()).isEqualTo(path);
    assertThat(json.get("kind").asText()).isEqualTo("device-list");
    assertThat(json.get("unparsed")).isEmpty();
    assertThat(json.get("devices")).hasSize(6);
    JsonNode lun = json.get("devices").get(0);
    assertThat(lun.get("id").asText()).isEqualTo("naa.600507680b8081f2c800000000000011");
    assertThat(lun.get("displayName").asText())
        .isEqualTo("IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000011)");
    assertThat(lun.get("satp").asText()).isEqualTo("VMW_SATP_SVC");
    assertThat(lun.get("psp").asText()).isEqualTo("VMW_PSP_FIXED");
    assertThat(lun.get("pspConfig").asText())
        .isEqualTo("{preferred=vmhba1:C0:T0:L1;current=vmhba1:C0:T0:L1}");
    assertThat(lun.get("workingPaths")).hasSize(1);
    assertThat(lun.get("workingPaths").get(0).asText()).isEqualTo("vmhba1:C0:T0:L1");
  }

  @Test
  void prints_an_array_for_several_files_each_with_the_records_of_its_kind() throws IOException {
    Ran ran =
        inspect(
            "--json",
            file("6.7", Listing.PSP_LIST),
            file("6.7", Listing.SATP_LIST),
            file("6.7", Listing.PATH_LIST),
            file("6.7", Listing.SATP_RULE_LIST),
            file("6.7", Listing.CLAIM_RULE_LIST),
            file("6.7", Listing.CORE_DEVICE_LIST),
            file("6.7", Listing.CORE_PATH_LIST),
            file("6.7", Listing.HPP_DEVICE_LIST),
            file("6.7", Listing.VERSION));

    JsonNode json = ran.json();
    Map<String, String> recordsByKind = new TreeMap<>();
    json.forEach(
        f -> {
          assertThat(f.get("unparsed")).isEmpty();
          List.of("psps", "satps", "paths", "rules", "devices", "versions")
              .forEach(
                  name -> {
                    if (f.has(name)) {
                      recordsByKind.put(f.get("kind").asText(), name + " " + f.get(name).size());
                    }
                  });
        });
    assertThat(recordsByKind)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "psp-list", "psps 3",
                "satp-list", "satps 12",
                "path-list", "paths 18",
                "satp-rule-list", "rules 5",
                "claim-rule-list", "rules 6",
                "core-device-list", "devices 7",
                "core-path-list", "paths 19",
                "hpp-device-list", "devices 1",
                "version", "versions 1"));
  }

  @Test
  void reports_a_line_that_it_does_not_know_with_its_number_in_the_file() throws IOException {
    String text =
        "# esxcli storage nmp psp list\nName  Description\nVMW_PSP_RR  Round Robin\n"
            + "# esxcli storage nmp device list\n\nnaa.5000\n   Mood: calm\n";

    JsonNode json = inspect("--json", file("session.txt", text)).json();

    assertThat(json.get("kind").asText()).isEqualTo("mixed");
    assertThat(json.get("listings")).hasSize(2);
    assertThat(json.get("unparsed")).hasSize(1);
    assertThat(json.get("unparsed").get(0).get("line").asInt()).isEqualTo(7);
    assertThat(json.get("unparsed").get(0).get("text").asText()).isEqualTo("Mood: calm");
  }

  @Test
  void says_in_words_what_an_operator_should_look_at() throws IOException {
    Ran ran = inspect(file("6.0", Listing.DEVICE_LIST));

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("naa.600507680b8081f2c800000000000011  VMW_SATP_SVC")
        .contains(
            "naa.600507680b8081f2c800000000000011  svc-not-round-robin: an IBM SVC LUN with"
                + " VMW_PSP_FIXED uses one path at a time");
  }

  @Test
  void reads_a_folder_as_one_host_and_passes_over_what_holds_no_listing() throws IOException {
    file("bundle/commands/nmp-device-list.txt", Captures.text("5.5", Listing.DEVICE_LIST));
    file(
        "bundle/commands/core-path-list.txt",
        Captures.text("5.5", Listing.CORE_PATH_LIST).replaceFirst("State: active", "State: dead"));
    file("bundle/var/log/messages", "nothing of interest\n");

    JsonNode json = inspect("--json", folder.resolve("bundle").toString()).json();

    assertThat(json).hasSize(2);
    assertThat(json.get(0).get("kind").asText()).isEqualTo("core-path-list");
    assertThat(json.get(0).get("findings").get(0).get("id").asText()).isEqualTo("dead-path");
    assertThat(json.get(0).get("findings").get(0).get("words").asText())
        .isEqualTo("dead: vmhba1:C0:T0:L1");
  }

  @Test
  void reads_a_packed_support_bundle() throws IOException {
    Path bundle = folder.resolve("esx01.tgz");
    String longName = "bundle/" + "very-long-folder-name/".repeat(8) + "device-list.txt";
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bundle))) {
      tarEntry(out, "bundle/core.bin", new byte[] {0, 1, 2, 3}, '0');
      tarEntry(out, "././@LongLink", longName.getBytes(StandardCharsets.UTF_8), 'L');
      tarEntry(
          out,
          "cut",
          Captures.text("8.0", Listing.DEVICE_LIST).getBytes(StandardCharsets.UTF_8),
          '0');
      tarEntry(
          out,
          "bundle/psp-list.txt",
          Captures.text("8.0", Listing.PSP_LIST).getBytes(StandardCharsets.UTF_8),
          '0');
      out.write(new byte[1024]);
    }

    JsonNode json = inspect("--json", bundle.toString()).json();

    assertThat(json).hasSize(2);
    assertThat(json.get(0).get("file").asText()).isEqualTo(bundle + "!" + longName);
    assertThat(json.get(0).get("devices")).hasSize(6);
    assertThat(json.get(1).get("kind").asText()).isEqualTo("psp-list");
  }

  @Test
  void refuses_an_archive_that_is_cut_off() throws IOException {
    Path bundle = folder.resolve("esx01.tar");
    Files.write(bundle, new byte[] {1, 2, 3});

    Ran ran = inspect(bundle.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("is no tar archive, or is cut off");
  }

  @Test
  void names_a_file_that_does_not_exist_and_reads_the_others() throws IOException {
    Ran ran = inspect("--json", folder.resolve("no.txt").toString(), file("5.0", Listing.PSP_LIST));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("no.txt: does not exist");
    assertThat(ran.json()).hasSize(1);
    assertThat(ran.json().get(0).get("psps")).hasSize(3);
  }

  @Test
  void tells_what_a_claim_rule_matches_in_the_order_of_the_host() throws IOException {
    String rules =
        "Rule Class  Rule   Class    Type      Plugin     Matches\n"
            + "MP          201    runtime  location  MASK_PATH  adapter=vmhba4 channel=0"
            + " target=1 lun=2\n";
    String path = file("rules.txt", rules);

    assertThat(inspect(path).out()).contains("adapter=vmhba4 channel=0 target=1 lun=2");
    assertThat(inspect("--json", path).json().at("/rules/0/matches").fieldNames())
        .toIterable()
        .containsExactly("adapter", "channel", "target", "lun");
  }

  @Test
  void reads_a_capture_from_standard_input() throws IOException {
    byte[] capture = Captures.text("7.0", Listing.PSP_LIST).getBytes(StandardCharsets.UTF_8);

    Ran ran = inspect(capture, "--json", "-");

    assertThat(ran.code()).isZero();
    assertThat(ran.json().get("file").asText()).isEqualTo("-");
    assertThat(ran.json().get("psps")).hasSize(3);
  }

  @Test
  void refuses_an_empty_name_and_what_is_no_text() throws IOException {
    Path picture = folder.resolve("screen.png");
    Files.write(picture, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0});

    assertThat(inspect("").code()).isEqualTo(2);
    assertThat(inspect("").err()).isEqualTo("'': cannot be read: a file has a name\n");
    assertThat(inspect(picture.toString()).code()).isEqualTo(2);
    assertThat(inspect(picture.toString()).err())
        .isEqualTo(picture + ": cannot be read: is no text: there is a NUL in it\n");
  }

  @Test
  void reports_what_stands_beside_a_version() throws IOException {
    String said =
        "# vmware -vl\nVMware ESXi 6.7.0 build-13006603\nVMware ESXi 6.7.0 Update 1\n"
            + "# esxcli system version get\n   Product: VMware ESXi\n   Version: 6.7.0\n"
            + "   Build: Releasebuild-13006603\n   Update: 1\n   Patch: 11\n   Mood: calm\n";

    JsonNode json = inspect("--json", file("version.txt", said)).json();

    assertThat(json.get("versions")).hasSize(2);
    assertThat(json.get("unparsed")).hasSize(1);
    assertThat(json.at("/unparsed/0/text").asText()).isEqualTo("Mood: calm");
    assertThat(json.at("/unparsed/0/line").asInt()).isEqualTo(10);
  }

  @Test
  void says_of_a_file_that_it_holds_no_listing_and_reports_its_lines() throws IOException {
    Ran ran = inspect("--json", file("notes.txt", "buy milk\n"));

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains("notes.txt: holds no listing of storage paths that is known");
    assertThat(ran.json().get("kind").asText()).isEqualTo("unknown");
    assertThat(ran.json().get("unparsed").get(0).get("text").asText()).isEqualTo("buy milk");
  }

  @Test
  void refuses_an_option_it_does_not_know_and_no_file_at_all() {
    assertThat(inspect("--xml", "a").code()).isEqualTo(2);
    assertThat(inspect("--xml", "a").err()).contains("option '--xml' is not known");
    assertThat(inspect().code()).isEqualTo(2);
    assertThat(inspect("--help").code()).isZero();
  }

  @Test
  void lets_no_capture_steer_the_terminal() throws IOException {
    Ran ran = inspect(file("evil.txt", "naa.5000\nDevice Display Name: a\u001b[2Jb\n\u001b[31m\n"));

    assertThat(ran.out()).doesNotContain("\u001b");
  }

  @Test
  void reads_what_is_no_utf_8_and_what_powershell_wrote() throws IOException {
    Path bad = folder.resolve("bad.txt");
    Files.write(
        bad, new byte[] {'n', 'a', 'a', '.', '5', '0', '\n', (byte) 0xff, (byte) 0xc3, '\n'});
    Path wide = folder.resolve("wide.txt");
    Files.write(
        wide,
        ("\ufeff" + Captures.text("6.0", Listing.PSP_LIST)).getBytes(StandardCharsets.UTF_16LE));

    assertThat(inspect("--json", bad.toString()).json().get("unparsed")).isNotEmpty();
    assertThat(inspect("--json", wide.toString()).json().get("psps")).hasSize(3);
  }

  private static void tarEntry(OutputStream out, String name, byte[] content, char type)
      throws IOException {
    byte[] header = new byte[512];
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(nameBytes, 0, header, 0, nameBytes.length);
    byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(size, 0, header, 124, size.length);
    header[156] = (byte) type;
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    byte[] checksum = String.format("%06o\0 ", sum).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(checksum, 0, header, 148, checksum.length);
    out.write(header);
    out.write(content);
    out.write(new byte[(512 - content.length % 512) % 512]);
  }
}
