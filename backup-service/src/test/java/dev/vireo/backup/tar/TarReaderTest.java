package dev.vireo.backup.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarReaderTest {

  private static final String LONG = "a-folder-with-a-name/".repeat(12) + "file";

  @TempDir Path folder;

  /** Keeps what it is told, with each file's content. */
  private static final class Notes implements TarVisitor {
    final List<TarEntry> entries = new ArrayList<>();
    final List<byte[]> contents = new ArrayList<>();
    private ByteArrayOutputStream current = new ByteArrayOutputStream();

    @Override
    public void begin(TarEntry entry, byte[] headers) {
      current = new ByteArrayOutputStream();
    }

    @Override
    public void data(byte[] bytes, int from, int length) {
      current.write(bytes, from, length);
    }

    @Override
    public void end(TarEntry entry) {
      entries.add(entry);
      contents.add(current.toByteArray());
    }

    List<String> paths() {
      return entries.stream().map(TarEntry::path).toList();
    }

    TarEntry of(String path) {
      return entries.stream().filter(e -> e.path().equals(path)).findFirst().orElseThrow();
    }

    byte[] content(String path) {
      return contents.get(entries.indexOf(of(path)));
    }
  }

  private static Notes read(byte[] archive, int piece) throws IOException {
    Notes notes = new Notes();
    TarReader reader = new TarReader(notes);
    for (int at = 0; at < archive.length; at += piece) {
      reader.accept(archive, at, Math.min(piece, archive.length - at));
    }
    reader.finish();
    return notes;
  }

  private byte[] tar(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("tar", "-c", "-f", "-"));
    command.addAll(List.of(options));
    command.addAll(List.of("-C", folder.toString(), "."));
    Process tar =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] archive = tar.getInputStream().readAllBytes();
    assertThat(tar.waitFor()).isZero();
    return archive;
  }

  private void tree() throws IOException {
    Files.writeString(folder.resolve("small"), "hello");
    Files.write(folder.resolve("block"), new byte[512]);
    Files.write(folder.resolve("empty"), new byte[0]);
    Path deep = folder.resolve(LONG);
    Files.createDirectories(deep.getParent());
    Files.writeString(deep, "deep");
    Files.writeString(folder.resolve("データ"), "utf-8");
    Files.writeString(folder.resolve("two\nlines\\"), "odd");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("small"));
    Files.createLink(folder.resolve("small-too"), folder.resolve("small"));
  }

  @Test
  void reads_what_real_tar_writes_in_each_of_its_formats() throws Exception {
    tree();
    for (String format : List.of("posix", "gnu")) {
      Notes notes = read(tar("--format=" + format, "--sort=name"), 700);
      assertThat(notes.paths())
          .as(format)
          .contains(
              "",
              "small",
              "block",
              "empty",
              LONG,
              "データ",
              "two\\x0alines\\x5c",
              "link",
              "small-too");
      assertThat(notes.content("small")).isEqualTo("hello".getBytes(UTF_8));
      assertThat(notes.content(LONG)).isEqualTo("deep".getBytes(UTF_8));
      assertThat(notes.of("block").size()).isEqualTo(512);
      assertThat(notes.of("link").target()).isEqualTo("small");
      assertThat(notes.of("small-too").type()).isEqualTo(TarEntry.Type.SAME_FILE);
      assertThat(notes.of("small-too").target()).isEqualTo("small");
      assertThat(notes.of("").type()).isEqualTo(TarEntry.Type.FOLDER);
    }
  }

  @Test
  void the_text_of_a_name_leads_back_to_the_name_and_says_where_it_cannot() {
    for (String name : List.of("plain", "データ 1", "two\nlines", "back\\slash", "\\x41")) {
      String text = EntryPath.text(name.getBytes(UTF_8));
      assertThat(text.chars()).noneMatch(Character::isISOControl);
      assertThat(EntryPath.literal(text)).contains(name);
    }
    String latin = EntryPath.text("caf\u00e9".getBytes(ISO_8859_1));
    assertThat(latin).isEqualTo("caf\\xe9");
    assertThat(EntryPath.literal(latin)).isEmpty();
  }

  @Test
  void an_archive_that_was_cut_at_any_place_is_not_taken_for_whole() throws Exception {
    tree();
    byte[] archive = tar("--format=posix", "--sort=name");
    int end = archive.length;
    while (archive[end - 1] == 0) {
      end--;
    }
    for (int cut = 0; cut < end; cut += 97) {
      byte[] begun = Arrays.copyOf(archive, cut);
      assertThatThrownBy(() -> read(begun, 4096)).isInstanceOf(MalformedTar.class);
    }
  }

  @Property(tries = 200)
  void however_it_is_cut_into_pieces_it_reads_the_same(
      @ForAll @IntRange(min = 1, max = 5000) int piece) throws IOException {
    byte[] archive = made();
    assertThat(read(archive, piece).entries).isEqualTo(read(archive, archive.length).entries);
  }

  @Property(tries = 500)
  void no_input_makes_it_throw_anything_else(
      @ForAll @Size(max = 2000) byte[] noise, @ForAll @IntRange(min = 0, max = 1999) int at) {
    byte[] archive = made();
    System.arraycopy(noise, 0, archive, Math.min(at, archive.length - noise.length), noise.length);
    try {
      read(archive, 333);
    } catch (MalformedTar expected) {
      assertThat(expected).hasMessageMatching(".+");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Two files, as the old format has them. */
  private static byte[] made() {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (int i = 0; i < 2; i++) {
      byte[] content = new byte[600 + i];
      new Random(i).nextBytes(content);
      byte[] header = new byte[512];
      put(header, 0, "file-" + i);
      put(header, 100, "0000644\0");
      put(header, 108, "0000000\0");
      put(header, 116, "0000000\0");
      put(header, 124, "%011o\0".formatted(content.length));
      put(header, 136, "00000000000\0");
      put(header, 148, "        ");
      header[156] = '0';
      int sum = 0;
      for (byte b : header) {
        sum += b & 0xff;
      }
      put(header, 148, "%06o\0 ".formatted(sum));
      archive.writeBytes(header);
      archive.writeBytes(Arrays.copyOf(content, 1024));
    }
    archive.writeBytes(new byte[1024]);
    return archive.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  @Test
  void files_with_holes_are_read_as_gnu_tar_writes_them() throws Exception {
    Path sparse = folder.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.seek(1 << 20);
      file.write("in the middle".getBytes(UTF_8));
      file.seek(2 << 20);
      file.write("and once more".getBytes(UTF_8));
      file.setLength((3 << 20) + 5);
    }
    Files.writeString(folder.resolve("tail"), "after it");
    Path data = folder.resolve("data.tar");
    Process tar =
        new ProcessBuilder(
                "tar",
                "-c",
                "-S",
                "--format=posix",
                "-C",
                folder.toString(),
                "-f",
                data.toString(),
                "sparse",
                "tail")
            .start();
    assertThat(tar.waitFor()).isZero();
    assertThat(Files.size(data)).as("the holes are not in it").isLessThan(1 << 20);
    Notes seen = read(Files.readAllBytes(data), 10_000);
    assertThat(seen.paths()).containsExactly("sparse", "tail");
    assertThat(seen.of("sparse").size()).isEqualTo((3 << 20) + 5);
    assertThat(seen.content("sparse")).isEqualTo(Files.readAllBytes(sparse));
    assertThat(seen.content("tail")).asString(UTF_8).isEqualTo("after it");
  }
}
