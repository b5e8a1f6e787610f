package dev.vireo.backup.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.backup.tar.MalformedTar;
import dev.vireo.backup.tar.TarEntry;
import dev.vireo.backup.tar.TarReader;
import dev.vireo.backup.tar.TarVisitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EsxStreamTest {

  private static final int MIB = 1 << 20;

  /** What is in the archive that comes of a stream, holes as zeros; and how much was hole. */
  private static final class Seen implements TarVisitor {
    private final Map<String, byte[]> files = new TreeMap<>();
    private ByteArrayOutputStream current = new ByteArrayOutputStream();
    private long holes;

    @Override
    public void begin(TarEntry entry, byte[] headers) {
      current = new ByteArrayOutputStream();
    }

    @Override
    public void data(byte[] bytes, int from, int length) {
      current.write(bytes, from, length);
    }

    @Override
    public void hole(long length) throws IOException {
      holes += length;
      TarVisitor.super.hole(length);
    }

    @Override
    public void end(TarEntry entry) {
      assertThat(entry.size()).isEqualTo(current.size());
      files.put(entry.path(), current.toByteArray());
    }
  }

  private static Seen read(byte[] stream, int piece) throws IOException {
    Seen seen = new Seen();
    EsxStream from = new EsxStream(new TarReader(seen));
    for (int at = 0; at < stream.length; at += piece) {
      from.accept(stream, at, Math.min(piece, stream.length - at));
    }
    from.finish();
    return seen;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** A disk of so many mebibytes and a bit more, those of which are holes that are not named. */
  @Property(tries = 30)
  void a_disk_comes_out_with_its_holes_in_whatever_pieces_it_came(
      @ForAll @Size(min = 1, max = 5) List<Boolean> there,
      @ForAll @IntRange(min = 1, max = MIB) int rest,
      @ForAll @IntRange(min = 100_000, max = 3_000_000) int piece)
      throws IOException {
    byte[] disk = new byte[(there.size() - 1) * MIB + rest];
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<String> map = new ArrayList<>();
    long holes = 0;
    for (int i = 0; i < there.size(); i++) {
      int to = Math.min((i + 1) * MIB, disk.length);
      if (there.get(i)) {
        Arrays.fill(disk, i * MIB, to, (byte) (i + 1));
        data.write(disk, i * MIB, to - i * MIB);
        map.add(i + " 1\n");
      } else {
        holes += to - i * MIB;
      }
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(bytes("file 3 web.vmx\nabc"));
    stream.writeBytes(
        bytes("disk %d %d web server-flat.vmdk\n".formatted(disk.length, map.size())));
    stream.writeBytes(bytes(String.join("", map)));
    stream.writeBytes(data.toByteArray());
    stream.writeBytes(bytes("file 0 web.vmdk\nend\n"));
    Seen seen = read(stream.toByteArray(), piece);
    assertThat(seen.files).containsOnlyKeys("web.vmx", "web server-flat.vmdk", "web.vmdk");
    assertThat(seen.files.get("web server-flat.vmdk")).isEqualTo(disk);
    assertThat(seen.holes).isEqualTo(holes);
  }

  @Test
  void a_stream_that_was_cut_anywhere_is_never_taken_for_whole() {
    byte[] whole =
        bytes("file 3 a.vmx\nabcdisk 1048600 1 a-flat.vmdk\n1 1\n" + "x".repeat(24) + "end\n");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut, 7))
          .as("cut at " + length)
          .isInstanceOf(MalformedTar.class);
    }
    assertThatThrownBy(() -> read(bytes("disk 1048576 2 a\n0 1\n0 1\n"), 100))
        .hasMessageContaining("overlap");
    assertThatThrownBy(() -> read(bytes("disk 1048576 1 a\n1 1\n"), 100))
        .hasMessageContaining("outside");
    assertThatThrownBy(() -> read(bytes("cat: can't open 'x'\n"), 100))
        .hasMessageContaining("says nothing");
  }

  @Test
  void a_disk_of_ten_tebibytes_costs_what_is_in_it() throws Exception {
    long size = 10L << 40;
    List<String> told = new ArrayList<>();
    TarVisitor visitor =
        new TarVisitor() {
          @Override
          public void begin(TarEntry entry, byte[] headers) throws IOException {
            told.add(entry.path() + " " + entry.size());
            List<Long> sizes = new ArrayList<>();
            new TarReader(
                    new TarVisitor() {
                      @Override
                      public void begin(TarEntry plain, byte[] ignored) {
                        sizes.add(plain.size());
                      }

                      @Override
                      public void data(byte[] bytes, int from, int length) {}

                      @Override
                      public void end(TarEntry plain) {}
                    })
                .accept(headers, 0, headers.length);
            assertThat(sizes).as("its header without holes").containsExactly(size);
          }

          @Override
          public void data(byte[] bytes, int from, int length) {
            told.add("data " + length);
          }

          @Override
          public void hole(long length) {
            told.add("hole " + length);
          }

          @Override
          public void end(TarEntry entry) {
            told.add("end");
          }
        };
    EsxStream stream = new EsxStream(new TarReader(visitor));
    byte[] head = bytes("disk %d 1 big-flat.vmdk\n5242880 1\n".formatted(size));
    stream.accept(head, 0, head.length);
    stream.accept(new byte[MIB], 0, MIB);
    byte[] end = bytes("end\n");
    stream.accept(end, 0, end.length);
    stream.finish();
    assertThat(told)
        .containsExactly(
            "big-flat.vmdk " + size,
            "hole " + (5L << 40),
            "data " + MIB,
            "hole " + ((5L << 40) - MIB),
            "end");
  }
}
