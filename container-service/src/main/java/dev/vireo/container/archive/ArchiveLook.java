package dev.vireo.container.archive;

import dev.vireo.container.archive.Look.Outcome;
import dev.vireo.container.domain.distro.Arch;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks into a template archive as it streams by. Nothing is unpacked, memory stays within some
 * megabytes, and no more is read than is needed.
 */
public final class ArchiveLook {

  /** How much of an archive is read. */
  public enum Depth {
    /** Until it is known what it holds. */
    ENOUGH,
    /** All of it, so that one that is cut or odd is known, too. */
    WHOLE
  }

  private static final int BUFFER = 1 << 16;

  private final Limits limits;
  private final Depth depth;
  private final RootFacts facts = new RootFacts();
  private final Oddities oddities = new Oddities();
  private long entries;
  private String nested = "";
  private boolean image;

  private ArchiveLook(Limits limits, Depth depth) {
    this.limits = limits;
    this.depth = depth;
  }

  /**
   * Reads an archive of any compression that a template may have.
   *
   * @param name the file's, to say where its extension is not what it is
   * @throws IOException where the file itself cannot be read; what is wrong with an archive is its
   *     outcome
   */
  public static Look at(InputStream file, String name, Limits limits, Depth depth)
      throws IOException {
    CountedStream raw = new CountedStream(file);
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(TarStream.BLOCK);
    byte[] head = in.readNBytes(TarStream.BLOCK);
    in.reset();
    ArchiveLook look = new ArchiveLook(limits, depth);
    Optional<Compression> compression = Compression.of(head);
    if (compression.isEmpty()) {
      return look.end(Outcome.NOT_AN_ARCHIVE, whatItIs(head));
    }
    look.compareNames(name, compression.get());
    return look.read(in, raw, compression.get());
  }

  private static String whatItIs(byte[] head) {
    if (head.length == 0) {
      return "it is empty";
    }
    String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return "it is a web page, perhaps the error of a download";
    }
    if (text.startsWith("pk")) {
      return "it is a zip archive";
    }
    for (byte b : head) {
      if (b != 0) {
        return "it begins with nothing that tar, gzip, bzip2, xz or zstd begin with";
      }
    }
    return "it begins with zeros";
  }

  private void compareNames(String name, Compression compression) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains(".tar") && !lower.endsWith(compression.extension())) {
      oddities.note("extension that is not what it is", name + " is " + compression.extension());
    }
  }

  private Look read(InputStream in, CountedStream raw, Compression compression) {
    try {
      InputStream out = compression.decompress(in);
      TarStream tar =
          new TarStream(new Inflated(out, raw, compression == Compression.NONE, limits));
      Optional<TarStream.Entry> entry = tar.next();
      while (entry.isPresent()) {
        entries++;
        if (entries > limits.entries()) {
          throw new LimitReached("it has more than " + limits.entries() + " entries");
        }
        if (take(entry.get(), tar) && depth == Depth.ENOUGH && facts.isEnough()) {
          return end(Outcome.ROOT_FS, "");
        }
        entry = tar.next();
      }
      if (entries > 0 && !tar.endIsMarked()) {
        oddities.note("end that is not marked", "it may be cut between two files");
      }
    } catch (LimitReached e) {
      return end(Outcome.OVER_LIMIT, String.valueOf(e.getMessage()));
    } catch (EOFException e) {
      return end(Outcome.CUT, "after " + entries + " entries: " + e.getMessage());
    } catch (IOException e) {
      Outcome outcome = endsEarly(e) ? Outcome.CUT : Outcome.CORRUPT;
      return end(outcome, "after " + entries + " entries: " + e.getMessage());
    } catch (RuntimeException e) {
      // Decoders of hostile input index beyond their tables now and then.
      return end(Outcome.CORRUPT, "after " + entries + " entries: " + e);
    }
    return whole();
  }

  /** zstd and bzip2 say in words what others say by the type of their exception. */
  private static boolean endsEarly(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("truncated")
        || message.contains("unexpected end")
        || message.contains("premature");
  }

  /** Whether the entry told something about the distribution. */
  private boolean take(TarStream.Entry entry, TarStream tar) throws IOException {
    String path = RootPaths.plain(entry.path());
    oddities.see(entry, path);
    image |= path.equals("oci-layout");
    if (nested.isEmpty()) {
      int slash = path.indexOf('/');
      String below = path.substring(slash + 1);
      if (slash > 0 && (RootFacts.isTelling(below) || below.equals("bin/sh"))) {
        nested = path.substring(0, slash);
      }
    }
    switch (entry.type()) {
      case '0' -> {
        if (RootFacts.isTelling(path)) {
          facts.text(path, tar.read(RootFacts.LONGEST_TEXT));
          return true;
        }
        if (RootFacts.isProgram(path)) {
          facts.program(path, tar.read(Arch.HEADER));
          return true;
        }
      }
      case '1' -> {
        facts.hardLink(path, RootPaths.plain(entry.link()));
        return RootFacts.isProgram(path);
      }
      case '2' -> {
        facts.link(path, entry.link());
        return RootFacts.isProgram(path) || RootFacts.isTelling(path) || path.indexOf('/') < 0;
      }
      default -> {}
    }
    return false;
  }

  private Look whole() {
    if (facts.hasShell()) {
      return end(Outcome.ROOT_FS, "");
    }
    if (image) {
      return end(Outcome.NOT_A_ROOT_FS, "it is an OCI image; its layers have to be put together");
    }
    if (!nested.isEmpty()) {
      return end(
          Outcome.NOT_A_ROOT_FS,
          "all of it lies in the folder '" + nested + "'; etc and bin have to be at the top");
    }
    return end(
        Outcome.NOT_A_ROOT_FS,
        entries == 0 ? "it holds nothing" : "it has no program at /bin/sh or /sbin/init");
  }

  private Look end(Outcome outcome, String reason) {
    return new Look(outcome, reason, facts.distro(), List.copyOf(oddities.inWords()));
  }
}
