package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.container.archive.Archives;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Files that somebody put into a host's template folder, and what the doctor says of them. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class BadArchivesTest extends ServiceTest {

  private static final String CACHE = "/var/lib/vz/template/cache/";
  private static final int I386 = 3;
  private static final int BOMB_MIB = 300;
  private static final long SPARSE = 40L << 30;

  private TemplateRejected rejected(String scan, String template) {
    return bus().told(TemplateRejected.class, scan).stream()
        .filter(r -> r.template().equals(template))
        .findFirst()
        .orElseThrow();
  }

  private static Archives rootFileSystem() {
    return Archives.archive()
        .file("etc/debian_version", "6.0.1\n")
        .link("bin/sh", "bash")
        .file("bin/bash", Archives.program(I386, false));
  }

  /** The simulated host keeps what is no plain ASCII as {@code %XX}. */
  private static Path onDisk(Lab lab, String name) {
    return lab.file(1, CACHE).resolve(name.replace("\n", "%0A"));
  }

  private static void bomb(Path file) throws IOException {
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(Archives.head("var/zeros", (long) BOMB_MIB << 20));
      for (int i = 0; i < BOMB_MIB; i++) {
        out.write(zeros);
      }
    }
  }

  @Test
  void hostile_names_in_the_folder_are_told_as_they_are_and_renamed_without_being_run()
      throws Exception {
    Lab lab = openvz(1);
    List<String> hostile =
        List.of(
            "two\nlines.tar.gz", "-rf.tar.gz", "$(reboot).tar.gz", "`id`;x.tar.gz", "a b.tar.gz");
    byte[] archive = Archives.gzip(rootFileSystem().plain());
    for (String name : hostile) {
      Files.write(onDisk(lab, name), archive);
    }
    String scan = bus().give(new ScanTemplates(lab.select(), false, null));
    bus().succeeded(scan);
    for (int i = 0; i < hostile.size(); i++) {
      String name = hostile.get(i);
      String to = i == 0 ? null : "debian-6.0-hostile" + i + "_6.0-1_i386.tar.gz";
      TemplateRejected told = rejected(scan, name);
      assertThat(told.reason()).startsWith("name: ");
      assertThat(told.evidence()).as("it was looked into all the same").isNotNull();
      String rename = bus().give(new RenameTemplate(lab.host(1), name, to));
      bus().succeeded(rename);
      TemplateRenamed renamed = one(TemplateRenamed.class, rename);
      assertThat(renamed.from()).isEqualTo(name);
      assertThat(renamed.to()).matches("debian-[a-zA-Z0-9_.-]+_i386\\.tar\\.gz");
      assertThat(onDisk(lab, name)).doesNotExist();
      assertThat(onDisk(lab, renamed.to())).hasBinaryContent(archive);
    }
    assertThat(lab.truth(1).powered()).isTrue();
  }

  @Test
  void a_bomb_is_told_before_it_is_read_to_its_end() throws Exception {
    Lab lab = openvz(1);
    bomb(lab.file(1, CACHE).resolve("debian-6.0-bomb_1-1_i386.tar.gz"));
    String scan = bus().give(new ScanTemplates(lab.select(), false, null));
    bus().succeeded(scan);
    TemplateRejected told = rejected(scan, "debian-6.0-bomb_1-1_i386.tar.gz");
    assertThat(told.reason()).contains("over the limit", "200 times its size");
  }

  private static void write(Path file, long at, byte[] bytes) throws IOException {
    try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
      to.seek(at);
      to.write(bytes);
    }
  }

  /** Past its time-out this test would read 40 GiB, which nothing here does in that time. */
  @Test
  void a_sparse_file_of_40_gib_is_judged_without_being_read_through() throws Exception {
    Lab lab = openvz(1);
    Path folder = lab.file(1, CACHE);
    String zeros = "debian-6.0-zeros_1-1_i386.tar.gz";
    String holed = "debian-6.0-holed_1-1_i386.tar.gz";
    String cut = "debian-6.0-cut_1-1_i386.tar.gz";
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(zeros).toFile(), "rw")) {
      file.setLength(SPARSE);
    }
    byte[] head = Archives.head("var/hole", SPARSE);
    write(folder.resolve(holed), 0, head);
    write(folder.resolve(holed), head.length + SPARSE, rootFileSystem().plain());
    write(folder.resolve(cut), 0, head);
    write(folder.resolve(cut), SPARSE / 2, new byte[1]);

    String scan = bus().give(new ScanTemplates(lab.select(), false, null));
    bus().succeeded(scan);

    assertThat(rejected(scan, zeros).reason()).contains("not an archive", "begins with zeros");
    assertThat(rejected(scan, zeros).bytes()).isEqualTo(SPARSE);
    assertThat(rejected(scan, cut).reason()).contains("cut", "in the middle of a file");
    TemplateAccepted behind = accepted(scan, holed);
    assertThat(behind.bytes()).isGreaterThan(SPARSE);
    assertThat(behind.evidence()).isNotNull();
    assertThat(behind.evidence().distribution()).isEqualTo("debian");
  }

  @Test
  void what_cannot_be_read_is_not_called_a_broken_archive() throws Exception {
    Lab lab = openvz(1);
    String name = "debian-6.0-nowhere_1-1_i386.tar.gz";
    Files.createSymbolicLink(lab.file(1, CACHE).resolve(name), Path.of("/nowhere/at/all"));
    String scan = bus().give(new ScanTemplates(lab.select(), false, null));
    bus().succeeded(scan);
    TemplateRejected told = rejected(scan, name);
    assertThat(told.broken()).isEqualTo("UNREAD");
    assertThat(told.reason()).contains("could not be read", "No such file");
  }

  private TemplateAccepted accepted(String scan, String template) {
    return bus().told(TemplateAccepted.class, scan).stream()
        .filter(t -> t.template().equals(template))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_link_out_of_an_archive_is_among_what_was_seen() throws Exception {
    Lab lab = openvz(1);
    String name = "debian-6.0-links_1-1_i386.tar.gz";
    Files.write(
        lab.file(1, CACHE).resolve(name),
        Archives.gzip(
            Archives.archive()
                .link("etc/out", "../../../etc/shadow")
                .file("../../etc/cron.d/x", "")
                .file("etc/debian_version", "6.0.1\n")
                .link("bin/sh", "bash")
                .file("bin/bash", Archives.program(I386, false))
                .plain()));
    String scan = bus().give(new ScanTemplates(lab.select(), false, null));
    bus().succeeded(scan);
    TemplateAccepted told = accepted(scan, name);
    assertThat(told.evidence()).isNotNull();
    assertThat(told.evidence().seen())
        .anyMatch(s -> s.startsWith("odd: symbolic link out of the archive: etc/out"))
        .anyMatch(s -> s.startsWith("odd: path that climbs out: ../../etc/cron.d/x"));
  }
}
