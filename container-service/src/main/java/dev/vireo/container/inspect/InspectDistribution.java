package dev.vireo.container.inspect;

import dev.vireo.container.domain.distribution.DistributionResolver;
import dev.vireo.container.domain.distribution.Family;
import dev.vireo.container.domain.distribution.Mapping;
import dev.vireo.container.domain.distribution.Relatives;
import dev.vireo.container.domain.distribution.Resolution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says which distribution configuration vzctl takes for a template. */
final class InspectDistribution {

  static final String USAGE =
      """
      Usage: vireo inspect distribution --dists DIR NAME...|- [--json]

      Says which file of DIR (a host's /etc/vz/dists, or a copy) vzctl takes for each NAME, a
      template's name as OSTEMPLATE has it: without .tar.gz. With - names are read from standard
      input, one a line. Where vzctl falls to its default, says what that default does, and
      which link would serve.

        --dists  the folder of distribution configurations
        --json   one object a line: name, config (a file's name, or default), tried
        --help   this text
      """;

  private InspectDistribution() {}

  static int run(List<String> args, InputStream stdin, Said said)
      throws Arguments.Malformed, IOException {
    Arguments given = Arguments.parse(args, Set.of("--json"), Set.of("--dists"));
    String dists = given.values().getOrDefault("--dists", "");
    if (dists.isEmpty()) {
      return said.malformed("give the folder of configurations, such as --dists /etc/vz/dists");
    }
    DistsFolder folder = new DistsFolder(Path.of(dists));
    if (!Files.isDirectory(folder.folder())) {
      return said.malformed(dists + ": is no folder");
    }
    if (given.rest().isEmpty()) {
      return said.malformed("give names of templates, or - to read them from standard input");
    }
    List<String> names = new ArrayList<>();
    for (String name : given.rest()) {
      if (name.equals("-")) {
        Lines.read(
            stdin,
            (text, from, to) ->
                names.add(new String(text, from, to - from, StandardCharsets.UTF_8)));
      } else {
        names.add(name);
      }
    }
    int code = Said.OK;
    StringBuilder out = new StringBuilder();
    for (String name : names) {
      Resolution resolution = DistributionResolver.resolve(name, folder::has);
      if (resolution.config().isEmpty()) {
        code = Said.UNANSWERED;
        said.err().println(dists + " has no file called default: vzctl ends with exit code 107");
      }
      if (given.has("--json")) {
        JsonText.object(out)
            .put("name", name)
            .put("config", resolution.config().orElse(null))
            .put("tried", resolution.tried())
            .end();
        out.append('\n');
      } else {
        words(resolution, folder, names, out);
      }
      if (out.length() > 1 << 16) {
        said.out().print(out);
        out.setLength(0);
      }
    }
    said.out().print(out);
    return code;
  }

  private static void words(
      Resolution resolution, DistsFolder folder, List<String> names, StringBuilder out)
      throws IOException {
    String config = resolution.config().orElse("none");
    Optional<Family> family =
        resolution.config().isPresent() ? folder.family(config) : Optional.empty();
    out.append(Said.printable(resolution.name())).append("  ->  ").append(Said.printable(config));
    family.ifPresent(
        f -> out.append("  (").append(f.word()).append(": writes ").append(f.writes()).append(')'));
    out.append("\n  tried ").append(Said.printable(String.join(", ", resolution.tried())));
    out.append('\n');
    if (!resolution.isUnresolved()) {
      return;
    }
    String first = firstPart(resolution);
    Relatives.nearest(first, List.of(), folder::has)
        .flatMap(
            target ->
                Mapping.shortest(
                    resolution, target, names, other -> other.startsWith(first), folder::has))
        .ifPresent(
            proposal ->
                out.append("  add the link ")
                    .append(Said.printable(proposal.link()))
                    .append(" -> ")
                    .append(proposal.target())
                    .append(", which serves later releases, too\n"));
  }

  /** The distribution that the name begins with: {@code sabayon} of {@code sabayon-5-x}. */
  private static String firstPart(Resolution resolution) {
    String name = resolution.name().substring(resolution.name().lastIndexOf('/') + 1);
    int dash = name.indexOf('-');
    return dash > 0 ? name.substring(0, dash) : name;
  }
}
