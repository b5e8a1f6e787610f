package dev.vireo.backup.listing;

import dev.vireo.backup.tar.TarEntry;
import dev.vireo.backup.tar.TarVisitor;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a restore must come to: the chosen entries of a listing, against which what is read back is
 * held. A file is told by its content, whichever of its names comes first.
 */
public final class Expected implements ListingReader.Taker {

  private static final int MOST_SAID = 20;

  private final Chosen chosen;
  private final Map<String, ListedEntry> entries = new HashMap<>();
  private final Set<String> found = new HashSet<>();

  /** Nothing yet; it is filled from a listing. */
  public Expected(Chosen chosen) {
    this.chosen = chosen;
  }

  @Override
  public void take(ListedEntry entry) {
    if (!chosen.has(entry.path())) {
      return;
    }
    entries.put(entry.path(), entry);
    chosen.paths().stream()
        .filter(path -> entry.path().equals(path) || entry.path().startsWith(path + "/"))
        .forEach(found::add);
  }

  /** Chosen paths under which the listing has nothing. */
  public List<String> unknown() {
    return chosen.paths().stream().filter(path -> !found.contains(path)).toList();
  }

  /** Other names of files whose first names were not chosen: their content is not under them. */
  public List<String> withoutContent() {
    return entries.values().stream()
        .filter(ListedEntry::sameFile)
        .filter(e -> !entries.containsKey(String.valueOf(e.target())))
        .map(e -> e.path() + ", which is another name of " + e.target())
        .limit(MOST_SAID)
        .toList();
  }

  /** How many files there are, other names of them included. */
  public long files() {
    return entries.values().stream().filter(e -> e.file() || e.sameFile()).count();
  }

  /** Their size, in bytes. */
  public long bytes() {
    return entries.values().stream().filter(ListedEntry::file).mapToLong(ListedEntry::size).sum();
  }

  /** A comparison with an archive, from its beginning. */
  public Comparison comparison() {
    return new Comparison();
  }

  /**
   * The content that a name stands for.
   *
   * @param kind the type of entry, the same for all names of a file
   * @param size in bytes
   * @param detail a file's SHA-256, a link's target
   */
  private record Content(String kind, long size, @Nullable String detail) {}

  private static Content content(Map<String, ListedEntry> all, ListedEntry entry) {
    ListedEntry first = entry.sameFile() ? all.get(String.valueOf(entry.target())) : entry;
    if (first == null || !first.file()) {
      return new Content(entry.type(), entry.size(), entry.target());
    }
    return new Content(first.type(), first.size(), first.sha256());
  }

  /** Takes an archive of what was restored, and tells what is not as it was. */
  public final class Comparison implements TarVisitor {

    private final Map<String, ListedEntry> seen = new HashMap<>();
    private @Nullable MessageDigest current;

    private Comparison() {}

    @Override
    public void begin(TarEntry entry, byte[] headers) {
      current = entry.type() == TarEntry.Type.FILE ? Digests.sha256() : null;
    }

    @Override
    public void data(byte[] piece, int from, int length) {
      if (current != null) {
        current.update(piece, from, length);
      }
    }

    @Override
    public void end(TarEntry entry) {
      if (chosen.has(entry.path())) {
        seen.put(
            entry.path(), ListedEntry.of(entry, current == null ? null : Digests.hex(current)));
      }
    }

    /** What is missing, what is there and should not be, and what has other content. */
    public List<String> differences() {
      List<String> differences = new ArrayList<>();
      entries.forEach(
          (path, entry) -> {
            ListedEntry is = seen.get(path);
            if (is == null) {
              differences.add(shown(path) + " is missing");
            } else if (!content(entries, entry).equals(content(seen, is))) {
              differences.add(shown(path) + " has other content than was backed up");
            }
          });
      seen.keySet().stream()
          .filter(path -> !entries.containsKey(path))
          .forEach(path -> differences.add(shown(path) + " was not backed up"));
      differences.sort(String::compareTo);
      return differences;
    }

    /** What differs and is no content: owners, permissions, times. */
    public List<String> notes() {
      List<String> notes = new ArrayList<>();
      note(notes, "owner", e -> e.uid() + ":" + e.gid());
      note(notes, "permissions", ListedEntry::mode);
      note(notes, "time of change", e -> e.modified());
      return notes;
    }

    private void note(
        List<String> notes, String what, java.util.function.Function<ListedEntry, Object> of) {
      List<String> other =
          seen.entrySet().stream()
              .filter(e -> !e.getKey().isEmpty() && !e.getValue().type().equals("link"))
              .filter(
                  e -> {
                    ListedEntry was = entries.get(e.getKey());
                    return was != null && !Objects.equals(of.apply(was), of.apply(e.getValue()));
                  })
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      if (!other.isEmpty()) {
        notes.add(
            "%d of %d have another %s, such as %s"
                .formatted(other.size(), seen.size(), what, shown(other.getFirst())));
      }
    }

    private static String shown(String path) {
      return path.isEmpty() ? "the folder itself" : path;
    }
  }
}
