package dev.vireo.container.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.container.archive.Archives;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectMainTest {

  private static final String SABAYON = "Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz";
  private static final String SUGGESTED = "sabayon-5-SpinBase_5.4-1_i386.tar.gz";

  @TempDir Path folder;

  private record Ran(int code, String out, String err) {

    /** Each line as the object that it is. */
    List<JsonNode> json() throws IOException {
      List<JsonNode> all = new ArrayList<>();
      for (String line : out.lines().toList()) {
        all.add(new ObjectMapper().readTree(line));
      }
      return all;
    }
  }

  private static Ran given(String stdin, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        InspectMain.run(
            Arrays.asList(args),
            new ByteArrayInputStream(stdin.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void a_name_a_line_goes_in_and_an_object_a_line_comes_out() throws IOException {
    Ran ran = given(SABAYON + "\n" + SUGGESTED + "\r\n", "templates", "-", "--json");
    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    List<JsonNode> rows = ran.json();
    assertThat(rows).hasSize(2);
    JsonNode hidden = rows.getFirst();
    assertThat(hidden.properties())
        .extracting(e -> e.getKey())
        .containsExactly("name", "accepted", "reason", "suggestedName");
    assertThat(hidden.get("name").asText()).isEqualTo(SABAYON);
    assertThat(hidden.get("accepted").asBoolean()).isFalse();
    assertThat(hidden.get("reason").asText()).startsWith("ostype: no '-' ends it");
    assertThat(hidden.get("suggestedName").asText()).isEqualTo(SUGGESTED);
    JsonNode shown = rows.get(1);
    assertThat(shown.get("name").asText()).isEqualTo(SUGGESTED);
    assertThat(shown.get("accepted").asBoolean()).isTrue();
    assertThat(shown.get("reason").isNull()).isTrue();
    assertThat(shown.get("suggestedName").isNull()).isTrue();
  }

  @Test
  void another_release_shows_by_its_own_rule() throws IOException {
    String name = "debian-12-standard_12.7-1_amd64.tar.zst";
    assertThat(accepted(name, "pve4")).isFalse();
    assertThat(accepted(name, "pve8")).isTrue();
    assertThat(accepted("rootfs.tar", "pve8")).isFalse();
    assertThat(accepted("rootfs.tar", "pve9")).isTrue();
  }

  private static boolean accepted(String name, String rule) throws IOException {
    return given(name + "\n", "templates", "-", "--rule", rule, "--json")
        .json()
        .getFirst()
        .get("accepted")
        .asBoolean();
  }

  @Test
  void names_that_would_steer_a_terminal_are_printed_harmless() throws IOException {
    String hostile = "\u001b[2J$(reboot)\u202e.tar.gz";
    Ran json = given(hostile + "\n", "templates", "-", "--json");
    assertThat(json.out()).doesNotContain("\u001b", "\u202e");
    assertThat(json.json().getFirst().get("name").asText()).isEqualTo(hostile);
    Ran words = given(hostile + "\n", "templates", "-");
    assertThat(words.out()).startsWith("hidden").doesNotContain("\u001b", "\u202e");
  }

  @Test
  void a_folder_of_names_is_read_from_a_file_too() throws IOException {
    Path file = Files.writeString(folder.resolve("names"), SUGGESTED + "\n" + SABAYON);
    Ran ran = given("", "templates", file.toString());
    assertThat(ran.out()).startsWith("shown   " + SUGGESTED).contains("call it " + SUGGESTED);
  }

  @Test
  void tells_what_vzctl_takes_and_what_it_tried() throws IOException {
    Path dists = Files.createDirectory(folder.resolve("dists"));
    Files.writeString(dists.resolve("gentoo.conf"), "ADD_IP=gentoo-add_ip.sh\n");
    Files.writeString(dists.resolve("default"), "ADD_IP=debian-add_ip.sh\n");
    String template = "sabayon-5-SpinBase_5.4-1_i386";
    Ran ran =
        given(
            "gentoo-2-x_1-1_i386\n",
            "distribution",
            "--dists",
            dists.toString(),
            template,
            "-",
            "--json");
    assertThat(ran.code()).isZero();
    List<JsonNode> rows = ran.json();
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().get("config").asText()).isEqualTo("default");
    assertThat(rows.getFirst().get("tried"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "sabayon-5-SpinBase_5.4-1_i386.conf",
            "sabayon-5-SpinBase_5.4.conf",
            "sabayon-5.conf",
            "sabayon.conf",
            "default");
    assertThat(rows.get(1).get("config").asText()).isEqualTo("gentoo.conf");

    Ran words = given("", "distribution", "--dists", dists.toString(), template);
    assertThat(words.out())
        .contains("->  default", "/etc/network/interfaces", "sabayon.conf -> gentoo.conf");
  }

  @Test
  void a_folder_without_even_a_default_ends_with_1() throws IOException {
    Path dists = Files.createDirectory(folder.resolve("empty"));
    Ran ran = given("", "distribution", "--dists", dists.toString(), "x-1", "--json");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("107");
    assertThat(ran.json().getFirst().get("config").isNull()).isTrue();
  }

  @Test
  void tells_what_an_unpacked_root_holds() throws IOException {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("bin"));
    Files.writeString(root.resolve("etc/os-release"), "ID=gentoo\nVERSION_ID=2.1\n");
    byte[] program = new byte[64];
    byte[] head = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    System.arraycopy(head, 0, program, 0, head.length);
    program[18] = 3;
    Files.write(root.resolve("bin/sh"), program);
    Ran ran = given("", "distro", root.toString(), "--json");
    assertThat(ran.code()).as(ran.out()).isZero();
    JsonNode json = ran.json().getFirst();
    assertThat(json.get("id").asText()).isEqualTo("gentoo");
    assertThat(json.get("version").asText()).isEqualTo("2.1");
    assertThat(json.get("arch").asText()).isEqualTo("i386");
    assertThat(json.get("evidence").asText()).contains("os-release");
  }

  @Test
  void what_is_no_archive_ends_with_1_and_says_what_it_is() throws IOException {
    Path page = Files.writeString(folder.resolve("x.tar.gz"), "<!DOCTYPE html><p>Not found");
    Ran ran = given("", "distro", page.toString(), "--json");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.json().getFirst().get("outcome").asText())
        .contains("not an archive", "web page");
  }

  @Test
  void reads_a_transcript_command_by_command() throws IOException {
    Ran ran =
        given(
            """
            # vzctl start 101
            Warning: configuration file for distribution sabayon-5 not found, using defaults from /etc/vz/dists/default
            Starting container...
            Container start in progress...
            # vzctl start 102
            Container already locked
            # somebody typed this
            """,
            "vzctl",
            "-",
            "--json");
    assertThat(ran.code()).isZero();
    List<JsonNode> runs = ran.json();
    assertThat(runs.getFirst().properties())
        .extracting(e -> e.getKey())
        .contains("command", "outcome", "exit", "cause", "findings", "unparsed");
    assertThat(runs.getFirst().get("outcome").asText()).isEqualTo("started, not verified");
    assertThat(runs.getFirst().get("cause").asText()).isEqualTo("no-network-config");
    assertThat(runs.getFirst().get("findings").get(0).get("line").asInt()).isEqualTo(2);
    assertThat(runs.get(1).get("command").asText()).isEqualTo("vzctl start 102");
    assertThat(runs.get(1).get("cause").asText()).isEqualTo("locked");
  }

  @Test
  void an_exit_code_that_is_known_tells_what_the_lines_do_not() throws IOException {
    Ran ran = given("Starting container...\n", "vzctl", "-", "--exit", "60", "--json");
    assertThat(ran.json().getFirst().get("exit").asInt()).isEqualTo(60);
    assertThat(ran.json().getFirst().get("cause").asText()).isEqualTo("quota");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "templates",
        "templates a b",
        "templates /no/such/file",
        "templates - --rule pve0",
        "templates - --what",
        "distribution x",
        "distribution --dists /no/such/folder x",
        "distro",
        "distro /no/such/archive",
        "vzctl - --exit many",
        "vzctl - --exit 256",
        "vzctl /",
        "templates /",
        "distro -",
        "vzctl"
      })
  void a_wrong_command_line_ends_with_2_and_says_why(String line) {
    Ran ran = given("", line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(ran.code()).as(line).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"templates", "distribution", "distro", "vzctl"})
  void help_is_printed_and_is_no_error(String kind) {
    Ran ran = given("", kind, "--help");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: vireo inspect " + kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"templates -", "templates - --json", "vzctl -", "vzctl - --json"})
  void nothing_to_read_is_an_empty_answer(String line) {
    Ran ran = given("", line.split(" "));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void each_line_has_its_answer_also_an_empty_one_and_one_that_ends_in_a_carriage_return()
      throws IOException {
    List<JsonNode> rows =
        given("a.tar.gz\r\n\r\n\nb", "templates", "-", "--rule", "pve3", "--json").json();
    assertThat(rows)
        .extracting(r -> r.get("name").asText())
        .containsExactly("a.tar.gz", "", "", "b");
    assertThat(rows)
        .extracting(r -> r.get("accepted").asBoolean())
        .containsExactly(true, false, false, false);
    assertThat(rows.get(1).get("reason").asText()).isEqualTo("name: it is empty");
  }

  @Test
  void bytes_that_are_no_utf_8_are_told_by_their_value() throws IOException {
    byte[] name = "bad\u00ffname.tar.gz\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        InspectMain.run(
            List.of("templates", "-", "--json"),
            new ByteArrayInputStream(name),
            new PrintStream(out, true, UTF_8),
            System.err);
    assertThat(code).isZero();
    JsonNode row = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(row.get("name").asText()).isEqualTo("bad\ufffdname.tar.gz");
    assertThat(row.get("reason").asText()).contains("column 4 is byte 0xff");
  }

  @ParameterizedTest
  @CsvSource({
    "x.TAR.GZ,                                 false, false, false, true,  true",
    "x.tar.xz,                                 false, false, true,  true,  true",
    "x.tar.zst,                                false, false, false, true,  true",
    "x.tar.bz2,                                false, false, false, true,  true",
    "x.tar,                                    false, false, false, false, true",
    "x.tar.gz,                                 false, true,  true,  true,  true",
    "debian-6.0-standard_6.0-6_i386.tar.gz,    true,  true,  true,  true,  true",
    "debian-6.0-standard_6.0-6_x86.tar.gz,     false, true,  true,  true,  true",
    "alpine-3.20-default_20240908_amd64.tar.xz, false, false, true,  true,  true",
  })
  void each_release_shows_by_a_rule_of_its_own(
      String name, boolean pve1, boolean pve3, boolean pve4, boolean pve8, boolean pve9)
      throws IOException {
    assertThat(
            List.of(
                accepted(name, "pve1"),
                accepted(name, "pve3"),
                accepted(name, "pve4"),
                accepted(name, "pve8"),
                accepted(name, "pve9")))
        .containsExactly(pve1, pve3, pve4, pve8, pve9);
  }

  /** vzctl's own choices, as strace showed them of vzctl 4.11 with the 34 files that it brings. */
  @ParameterizedTest
  @CsvSource({
    "debian-6.0-standard_6.0-6_i386, debian.conf",
    "debian-3.1-x, debian-3.1.conf",
    "debian-3.10, debian.conf",
    "suse-8.0-foo, suse-8.0.conf",
    "fedora_core-4, default",
    "altlinux-2.4-x, altlinux-2.4.conf",
    "arch-0.8-i686, arch.conf",
    "archlinux-base_20240911-1_amd64, default",
    "-foo, default",
    "gentoo-, gentoo.conf",
    "debian, debian.conf",
    "debian.6-x, default",
    "Debian-6, default",
    "a/b/debian-7, debian.conf",
  })
  void a_configuration_is_chosen_as_vzctl_chooses_it(String name, String config)
      throws IOException {
    Path dists = Files.createDirectory(folder.resolve("dists"));
    for (String conf :
        List.of("debian", "debian-3.1", "suse-8.0", "altlinux-2.4", "arch", "gentoo", "fedora")) {
      Files.writeString(dists.resolve(conf + ".conf"), "ADD_IP=debian-add_ip.sh\n");
    }
    Files.writeString(dists.resolve("default"), "ADD_IP=debian-add_ip.sh\n");
    JsonNode row =
        given(name + "\r\n", "distribution", "--dists", dists.toString(), "-", "--json")
            .json()
            .getFirst();
    assertThat(row.get("config").asText()).isEqualTo(config);
    assertThat(row.get("tried").get(row.get("tried").size() - 1).asText()).isEqualTo(config);
  }

  @Test
  void an_archive_and_the_folder_it_was_made_of_are_told_alike() throws IOException {
    Path archive = folder.resolve("root.tar.gz");
    Files.write(
        archive,
        Archives.gzip(
            Archives.archive()
                .file("./etc/gentoo-release", "Gentoo Base System release 1.12.13\n")
                .link("./bin/sh", "bash")
                .file("./bin/bash", Archives.program(3, false))
                .plain()));
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("bin"));
    Files.writeString(root.resolve("etc/gentoo-release"), "Gentoo Base System release 1.12.13\n");
    Files.write(root.resolve("bin/bash"), Archives.program(3, false));
    Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("bash"));
    Ran packed = given("", "distro", archive.toString(), "--json");
    Ran unpacked = given("", "distro", root.toString(), "--json");
    assertThat(packed.code()).isZero();
    assertThat(unpacked.code()).isZero();
    assertThat(packed.out()).isEqualTo(unpacked.out()).contains("\"id\":\"gentoo\"");
    assertThat(packed.json().getFirst().get("version").asText()).isEqualTo("1.12.13");
  }

  @Test
  void a_family_that_is_known_by_its_own_file_alone_is_told() throws IOException {
    for (String file : List.of("mandrake-release", "redhat-release")) {
      Path root = Files.createDirectories(folder.resolve(file));
      Files.createDirectories(root.resolve("etc"));
      Files.createDirectories(root.resolve("bin"));
      Files.writeString(
          root.resolve("etc").resolve(file), "Mandrake Linux release 10.1 (Official)\n");
      Files.write(root.resolve("bin/sh"), Archives.program(3, false));
      JsonNode json = given("", "distro", root.toString(), "--json").json().getFirst();
      assertThat(json.get("id").asText()).isEqualTo("mandrake");
      assertThat(json.get("version").asText()).isEqualTo("10.1");
    }
  }
}
