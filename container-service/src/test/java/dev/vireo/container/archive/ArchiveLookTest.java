package dev.vireo.container.archive;

import static dev.vireo.container.archive.Archives.archive;
import static dev.vireo.container.archive.Archives.gzip;
import static dev.vireo.container.archive.Archives.program;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.vireo.container.archive.Look.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveLookTest {

  private static final int I386 = 3;
  private static final int AMD64 = 62;

  @Test
  void tells_sabayon_by_its_own_file_before_that_of_gentoo() {
    Look look = sabayon().look();
    assertThat(look.outcome()).isEqualTo(Outcome.ROOT_FS);
    assertThat(look.distro().id()).contains("sabayon");
    assertThat(look.distro().version()).contains("5.4");
    assertThat(look.distro().arch()).contains("i386");
    assertThat(look.distro().evidence())
        .containsExactly(
            "etc/sabayon-release says sabayon 5.4", "bin/sh leads to bin/bash, a program for i386");
  }

  @Test
  void follows_merged_folders_and_absolute_links_within_the_archive() {
    Look look =
        archive()
            .link("./bin", "usr/bin")
            .link("./etc/os-release", "../usr/lib/os-release")
            .link("./usr/bin/sh", "/bin/dash")
            .file("./usr/bin/dash", program(AMD64, true))
            .file("./usr/lib/os-release", "NAME=x\nID=debian\nVERSION_ID=\"12\"\n")
            .look();
    assertThat(look.distro().id()).contains("debian");
    assertThat(look.distro().version()).contains("12");
    assertThat(look.distro().arch()).contains("amd64");
    assertThat(look.findings()).isEmpty();
  }

  @Test
  void reads_every_compression_that_templates_have() throws IOException {
    byte[] tar = sabayon().plain();
    ByteArrayOutputStream xz = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(xz, new LZMA2Options())) {
      out.write(tar);
    }
    ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bzip2)) {
      out.write(tar);
    }
    for (byte[] archive :
        new byte[][] {tar, gzip(tar), xz.toByteArray(), bzip2.toByteArray(), Zstd.compress(tar)}) {
      Look look = Archives.look(archive, Limits.DEFAULT);
      assertThat(look.outcome()).isEqualTo(Outcome.ROOT_FS);
      assertThat(look.distro().id()).contains("sabayon");
      assertThat(Archives.look(Arrays.copyOf(archive, archive.length * 2 / 3), Limits.DEFAULT))
          .extracting(Look::outcome)
          .isIn(Outcome.CUT, Outcome.CORRUPT);
    }
  }

  @Test
  void reads_no_more_than_it_needs() throws IOException {
    byte[] archive =
        archive()
            .file("etc/appliance.info", "Name: x\nOS: debian-6.0\nArchitecture: i386\n")
            .file("srv/rest", new byte[1 << 20])
            .plain();
    InputStream fails =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("read too far");
          }
        };
    InputStream in =
        new SequenceInputStream(new ByteArrayInputStream(Arrays.copyOf(archive, 1 << 17)), fails);
    Look look = ArchiveLook.at(in, "t.tar", Limits.DEFAULT, ArchiveLook.Depth.ENOUGH);
    assertThat(look.distro().id()).contains("debian");
    assertThat(look.distro().version()).contains("6.0");
    assertThat(look.distro().arch()).contains("i386");
  }

  @Test
  void stops_at_a_bomb() {
    byte[] bomb = gzip(archive().file("var/zeros", new byte[4 << 20]).plain());
    Look look = Archives.look(bomb, new Limits(100, 1L << 30, 200, 1 << 20));
    assertThat(look.outcome()).isEqualTo(Outcome.OVER_LIMIT);
    assertThat(look.reason()).contains("200 times its size");
    assertThat(Archives.look(bomb, new Limits(100, 1 << 20, 10_000, 1 << 20)).outcome())
        .isEqualTo(Outcome.OVER_LIMIT);
  }

  @Test
  void stops_at_too_many_entries() {
    assertThat(Archives.look(sabayon().plain(), new Limits(2, 1 << 30, 200, 1 << 20)).reason())
        .contains("more than 2 entries");
  }

  @Test
  void jumps_over_the_hole_of_a_sparse_archive(@TempDir Path folder) throws IOException {
    byte[] header = archive().file("var/disk", "").plain();
    Path file = folder.resolve("sparse.tar");
    byte[] block = Arrays.copyOf(header, 512);
    // 40 GiB do not fit eleven octal digits: base 256, as GNU tar writes it.
    Arrays.fill(block, 124, 136, (byte) 0);
    block[124] = (byte) 0x80;
    block[131] = 10;
    int sum = 0;
    Arrays.fill(block, 148, 156, (byte) ' ');
    for (byte b : block) {
      sum += b & 0xff;
    }
    byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, block, 148, 8);
    Files.write(file, block);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.position(512 + (10L << 32));
      channel.write(ByteBuffer.wrap(sabayon().plain()));
    }
    try (InputStream in = Files.newInputStream(file)) {
      Look look = ArchiveLook.at(in, "sparse.tar", Limits.DEFAULT, ArchiveLook.Depth.WHOLE);
      assertThat(look.distro().id()).contains("sabayon");
    }
  }

  @Test
  void notes_what_would_climb_out_and_device_nodes() {
    Look look =
        sabayon()
            .file("../../etc/cron.d/x", "")
            .file("/etc/absolute", "")
            .link("etc/out", "../../../etc/shadow")
            .link("var/run", "/run")
            .file("var/run/through", "")
            .entry("dev/sda", TarConstants.LF_BLK, "")
            .entry("dev/tty", TarConstants.LF_CHR, "")
            .look();
    assertThat(look.findings())
        .contains(
            "path that climbs out: ../../etc/cron.d/x",
            "absolute path: /etc/absolute",
            "symbolic link out of the archive: etc/out -> ../../../etc/shadow",
            "path through a link that leads elsewhere: var/run/through",
            "device node: dev/sda and 1 more");
  }

  @Test
  void says_what_is_no_archive_and_no_root_file_system() {
    assertThat(Archives.look(new byte[0], Limits.DEFAULT).reason()).isEqualTo("it is empty");
    assertThat(
            Archives.look("<!DOCTYPE html><p>404".getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)
                .reason())
        .contains("web page");
    assertThat(Archives.look(new byte[4096], Limits.DEFAULT).outcome())
        .isEqualTo(Outcome.NOT_AN_ARCHIVE);
    assertThat(archive().file("readme", "x").look().reason()).contains("/bin/sh");
    assertThat(archive().file("root/bin/sh", program(I386, false)).look().reason())
        .contains("the folder 'root'");
    assertThat(archive().file("oci-layout", "{}").look().reason()).contains("OCI image");
  }

  @Test
  void goes_round_no_circle_of_links() {
    assertThat(archive().link("bin/sh", "bash").link("bin/bash", "sh").look().outcome())
        .isEqualTo(Outcome.NOT_A_ROOT_FS);
  }

  @Test
  void looks_into_an_unpacked_folder_without_leaving_it(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("etc"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("/usr/bin"));
    Files.createSymbolicLink(root.resolve("usr/bin/sh"), Path.of("../../../../usr/bin/dash"));
    Files.write(root.resolve("usr/bin/dash"), program(I386, false));
    Files.writeString(root.resolve("etc/debian_version"), "6.0.1\n");
    Look look = FolderLook.at(root);
    assertThat(look.distro().id()).contains("debian");
    assertThat(look.distro().version()).contains("6.0.1");
    assertThat(look.distro().arch()).contains("i386");
  }

  @Property(tries = 300)
  void a_damaged_archive_never_throws(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int damages) {
    Random random = new Random(seed);
    byte[] tar = sabayon().plain();
    byte[] archive = random.nextBoolean() ? tar : gzip(tar);
    for (int i = 0; i < damages; i++) {
      archive[random.nextInt(archive.length)] = (byte) random.nextInt();
    }
    assertThat(
            Archives.look(Arrays.copyOf(archive, random.nextInt(archive.length)), Limits.DEFAULT))
        .isNotNull();
  }

  private static Archives sabayon() {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    return archive()
        .file("./etc/gentoo-release", "Gentoo Base System release 1.12.13\n")
        .file("./etc/sabayon-release", "Sabayon Linux 5.4\n")
        .file("./usr/lib/" + "long/".repeat(40) + "x", noise)
        .link("./bin/sh", "bash")
        .file("./bin/bash", program(I386, false));
  }
}
