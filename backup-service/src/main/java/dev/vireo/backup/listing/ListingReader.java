package dev.vireo.backup.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.codec.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Reads a listing, and believes it only when its last line fits the others. */
public final class ListingReader {

  private static final int LONGEST_LINE = 1 << 20;

  private ListingReader() {}

  /**
   * A listing that was read to its end.
   *
   * @param head its first line
   * @param end its last line, which fits what is between
   */
  public record Listing(ListingHead head, ListingEnd end) {}

  /** Is given each line. */
  public interface Taker {
    void take(ListedEntry entry) throws IOException;
  }

  /**
   * Reads it all.
   *
   * @param taker is given each entry as it is read, before it is known whether the listing is whole
   * @throws MalformedListing where it is not
   */
  public static Listing read(InputStream in, Taker taker) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8), 1 << 16);
    ListingHead head = parsed(lines.readLine(), ListingHead.class);
    if (head.vireo() != ListingHead.VERSION) {
      throw new MalformedListing(
          "a listing of format " + head.vireo() + "; this release reads " + ListingHead.VERSION);
    }
    MessageDigest digest = Digests.sha256();
    long entries = 0;
    long files = 0;
    long folders = 0;
    long bytes = 0;
    String before = lines.readLine();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (before == null || before.length() > LONGEST_LINE) {
        throw new MalformedListing("a line of the listing is too long");
      }
      digest.update((before + "\n").getBytes(UTF_8));
      ListedEntry entry = parsed(before, ListedEntry.class);
      entries++;
      if (entry.file()) {
        files++;
        bytes += entry.size();
      } else if (entry.folder()) {
        folders++;
      }
      taker.take(entry);
      before = line;
    }
    ListingEnd end = parsed(before, ListingEnd.class);
    if (!end.equals(new ListingEnd(entries, files, folders, bytes, Digests.hex(digest)))) {
      throw new MalformedListing("the last line of the listing does not fit the others");
    }
    return new Listing(head, end);
  }

  private static <T> T parsed(@Nullable String line, Class<T> type) throws MalformedListing {
    if (line == null) {
      throw new MalformedListing("the listing was cut short");
    }
    try {
      return Json.MAPPER.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new MalformedListing(
          "the listing was cut short, or is none: " + e.getOriginalMessage());
    }
  }
}
