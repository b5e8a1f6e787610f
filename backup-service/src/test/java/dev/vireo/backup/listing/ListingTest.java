package dev.vireo.backup.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.tar.TarEntry;
import dev.vireo.backup.tar.TarVisitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {

  private static final ListingHead HEAD =
      new ListingHead(
          ListingHead.VERSION,
          "0123456789ab",
          "nightly",
          "run",
          "dir:web:/srv",
          "web",
          Instant.EPOCH,
          "feed",
          false,
          List.of("tar: ./log: file changed as we read it"),
          null);

  @TempDir Path folder;

  private static void pass(TarVisitor to, TarEntry.Type type, String path, String content)
      throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    boolean file = type == TarEntry.Type.FILE;
    TarEntry entry =
        new TarEntry(path, type, file ? bytes.length : 0, 0644, 0, 0, 7, file ? "" : content);
    to.begin(entry, new byte[512]);
    if (file) {
      to.data(bytes, 0, bytes.length);
    }
    to.end(entry);
  }

  private static void tree(TarVisitor to) throws IOException {
    pass(to, TarEntry.Type.FOLDER, "", "");
    pass(to, TarEntry.Type.FILE, "a", "one");
    pass(to, TarEntry.Type.FOLDER, "d", "");
    pass(to, TarEntry.Type.FILE, "d/b", "two");
    pass(to, TarEntry.Type.SAME_FILE, "d/c", "a");
    pass(to, TarEntry.Type.LINK, "l", "d/b");
  }

  private byte[] written() throws IOException {
    try (ListingWriter writer = new ListingWriter(folder.resolve("lines"))) {
      tree(writer);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writer.copyTo(out, HEAD, writer.end());
      return out.toByteArray();
    }
  }

  private static Expected expected(byte[] listing, Chosen chosen) throws IOException {
    Expected expected = new Expected(chosen);
    ListingReader.read(new ByteArrayInputStream(listing), expected);
    return expected;
  }

  @Test
  void what_is_written_reads_back_with_the_digest_of_each_file() throws Exception {
    List<ListedEntry> entries = new ArrayList<>();
    ListingReader.Listing listing =
        ListingReader.read(new ByteArrayInputStream(written()), entries::add);
    assertThat(listing.head()).isEqualTo(HEAD);
    assertThat(listing.end().files()).isEqualTo(2);
    assertThat(listing.end().folders()).isEqualTo(2);
    assertThat(listing.end().bytes()).isEqualTo(6);
    assertThat(entries.get(1).sha256())
        .isEqualTo("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
  }

  @Test
  void a_listing_that_was_cut_anywhere_counts_for_nothing() throws Exception {
    byte[] listing = written();
    for (int cut = 0; cut < listing.length - 1; cut++) {
      byte[] begun = Arrays.copyOf(listing, cut);
      assertThatThrownBy(() -> ListingReader.read(new ByteArrayInputStream(begun), e -> {}))
          .isInstanceOf(MalformedListing.class);
    }
  }

  @Test
  void the_same_tree_has_no_differences_also_where_the_names_of_a_file_come_in_another_order()
      throws Exception {
    Expected expected = expected(written(), new Chosen(List.of()));
    Expected.Comparison same = expected.comparison();
    pass(same, TarEntry.Type.FOLDER, "", "");
    pass(same, TarEntry.Type.FOLDER, "d", "");
    pass(same, TarEntry.Type.FILE, "d/b", "two");
    pass(same, TarEntry.Type.FILE, "d/c", "one");
    pass(same, TarEntry.Type.SAME_FILE, "a", "d/c");
    pass(same, TarEntry.Type.LINK, "l", "d/b");
    assertThat(same.differences()).isEmpty();
    assertThat(same.notes()).isEmpty();
  }

  @Test
  void what_is_missing_changed_added_or_led_elsewhere_is_told() throws Exception {
    Expected.Comparison other = expected(written(), new Chosen(List.of())).comparison();
    pass(other, TarEntry.Type.FOLDER, "", "");
    pass(other, TarEntry.Type.FILE, "a", "ONE");
    pass(other, TarEntry.Type.FOLDER, "d", "");
    pass(other, TarEntry.Type.SAME_FILE, "d/c", "a");
    pass(other, TarEntry.Type.LINK, "l", "d/x");
    pass(other, TarEntry.Type.FILE, "new", "");
    assertThat(other.differences())
        .containsExactly(
            "a has other content than was backed up",
            "d/b is missing",
            "d/c has other content than was backed up",
            "l has other content than was backed up",
            "new was not backed up");
  }

  @Test
  void a_chosen_folder_stands_for_all_that_is_in_it_and_nothing_else() throws Exception {
    Expected expected = expected(written(), Chosen.parse("include", List.of("d/b")));
    assertThat(expected.files()).isEqualTo(1);
    assertThat(expected(written(), Chosen.parse("include", List.of("d"))).withoutContent())
        .containsExactly("d/c, which is another name of a");
    assertThat(expected(written(), Chosen.parse("include", List.of("x", "a"))).unknown())
        .containsExactly("x");
  }

  @Test
  void a_choice_that_climbs_out_or_says_a_thing_twice_is_refused() {
    for (List<String> bad :
        List.of(
            List.of("../etc"), List.of("/etc"), List.of("a/"), List.of(""), List.of("d", "d/b"))) {
      assertThatThrownBy(() -> Chosen.parse("include", bad)).isInstanceOf(MalformedValue.class);
    }
  }
}
