package dev.vireo.container.inspect;

import dev.vireo.container.archive.ArchiveLook;
import dev.vireo.container.archive.FolderLook;
import dev.vireo.container.archive.Limits;
import dev.vireo.container.archive.Look;
import dev.vireo.container.archive.Look.Outcome;
import dev.vireo.container.domain.distro.Distro;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Says which distribution an archive or a folder holds. */
final class InspectDistro {

  static final String USAGE =
      """
      Usage: vireo inspect distro ARCHIVE|DIR [--whole] [--json]

      Says which distribution a template archive (tar, plain or by gzip, bzip2, xz or zstd) or
      an unpacked root file system holds, and for which processor. Nothing is unpacked, and no
      more is read than is needed.

        --whole  read all of the archive, so that one that is cut or odd is known, too
        --json   one object: id, version, arch, evidence, outcome, findings; null where unknown
        --help   this text

      Exit code 1 where it is no root file system, or no archive in order.
      """;

  private InspectDistro() {}

  static int run(List<String> args, Said said) throws Arguments.Malformed, IOException {
    Arguments given = Arguments.parse(args, Set.of("--json", "--whole"), Set.of());
    if (given.rest().size() != 1) {
      return said.malformed("give one archive or folder");
    }
    String name = given.rest().getFirst();
    if (name.isEmpty() || name.equals("-")) {
      return said.malformed("give an archive or folder by its name: standard input is not read");
    }
    Path path = Path.of(name);
    Look look = look(path, given.has("--whole"));
    StringBuilder out = new StringBuilder();
    if (given.has("--json")) {
      json(look, out);
    } else {
      words(look, out);
    }
    said.out().print(out);
    return look.outcome() == Outcome.ROOT_FS ? Said.OK : Said.UNANSWERED;
  }

  private static Look look(Path path, boolean whole) throws IOException {
    if (Files.isDirectory(path)) {
      return FolderLook.at(path);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + " is neither a file nor a folder");
    }
    ArchiveLook.Depth depth = whole ? ArchiveLook.Depth.WHOLE : ArchiveLook.Depth.ENOUGH;
    try (InputStream in = Files.newInputStream(path)) {
      return ArchiveLook.at(in, String.valueOf(path.getFileName()), Limits.DEFAULT, depth);
    }
  }

  private static String outcome(Look look) {
    return look.outcome().words() + (look.reason().isEmpty() ? "" : ": " + look.reason());
  }

  private static void json(Look look, StringBuilder out) {
    Distro distro = look.distro();
    JsonText.object(out)
        .put("id", distro.id().orElse(null))
        .put("version", distro.version().orElse(null))
        .put("arch", distro.arch().orElse(null))
        .put("evidence", distro.evidence().isEmpty() ? null : String.join("; ", distro.evidence()))
        .put("outcome", outcome(look))
        .put("findings", look.findings())
        .end();
    out.append('\n');
  }

  private static void words(Look look, StringBuilder out) {
    Distro distro = look.distro();
    out.append(distro.id().orElse("unknown distribution"));
    distro.version().ifPresent(v -> out.append(' ').append(v));
    out.append(", ").append(distro.arch().orElse("unknown processor"));
    out.append("  (").append(Said.printable(outcome(look))).append(")\n");
    distro.evidence().forEach(e -> out.append("  ").append(Said.printable(e)).append('\n'));
    look.findings().forEach(f -> out.append("  odd: ").append(Said.printable(f)).append('\n'));
  }
}
