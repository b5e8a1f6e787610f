package dev.vireo.container.inspect;

import dev.vireo.container.domain.template.KnownInside;
import dev.vireo.container.domain.template.NameSuggester;
import dev.vireo.container.domain.template.NameSuggestion;
import dev.vireo.container.domain.template.NameVerdict;
import dev.vireo.container.domain.template.NamingRule;
import dev.vireo.container.domain.template.TemplateName;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds names of template files, one a line, against the rule of a release. */
final class InspectTemplates {

  static final String USAGE =
      """
      Usage: vireo inspect templates FILE|- [--rule pve1|pve3|pve4|pve8|pve9] [--json]

      Reads names of template files, one a line, such as: ls /var/lib/vz/template/cache
      Says of each whether that release shows it, and if not, which part of the name is
      wrong, at which character, and what to call the file instead.

        --rule   the release: pve1 (the strictest, whose names all others show), pve3 (2.0 to
                 3.4), pve4 (4.x to 7.0), pve8 (7.1 to 8.x), pve9. Default: pve1
        --json   one object a line: name, accepted, reason, suggestedName; null where none
        --help   this text
      """;

  private static final int BLOCK = 1 << 16;

  private InspectTemplates() {}

  static int run(List<String> args, InputStream stdin, Said said)
      throws Arguments.Malformed, IOException {
    Arguments given = Arguments.parse(args, Set.of("--json"), Set.of("--rule"));
    Optional<NamingRule> rule = NamingRule.of(given.values().getOrDefault("--rule", "pve1"));
    if (rule.isEmpty()) {
      return said.malformed(
          "rule '"
              + given.values().get("--rule")
              + "' is not known; rules are pve1, pve3, pve4, pve8 and pve9");
    }
    if (given.rest().size() != 1) {
      return said.malformed("give one file of names, or - for standard input");
    }
    String file = given.rest().getFirst();
    OutputStream out = new BufferedOutputStream(said.out(), BLOCK);
    StringBuilder block = new StringBuilder(BLOCK + 1024);
    try (InputStream in = Arguments.input(file, stdin)) {
      Lines.read(
          in,
          (text, from, to) -> {
            if (given.has("--json")) {
              json(text, from, to, rule.get(), block);
            } else {
              words(TemplateName.of(text, from, to), rule.get(), block);
            }
            if (block.length() >= BLOCK) {
              flush(block, out);
            }
          });
    }
    flush(block, out);
    out.flush();
    return Said.OK;
  }

  private static void flush(StringBuilder block, OutputStream out) throws IOException {
    out.write(block.toString().getBytes(StandardCharsets.UTF_8));
    block.setLength(0);
  }

  private static void json(byte[] text, int from, int to, NamingRule rule, StringBuilder out) {
    if (TemplateName.accepts(text, from, to, rule)) {
      // An accepted name holds nothing that JSON would escape.
      out.append("{\"name\":\"")
          .append(new String(text, from, to - from, StandardCharsets.US_ASCII))
          .append("\",\"accepted\":true,\"reason\":null,\"suggestedName\":null}\n");
      return;
    }
    TemplateName name = TemplateName.of(text, from, to);
    Optional<NameSuggestion> suggestion = NameSuggester.suggest(name, rule, KnownInside.NOTHING);
    JsonText.object(out)
        .put("name", name.text())
        .put("accepted", false)
        .put("reason", reason(name, rule, suggestion))
        .put("suggestedName", suggestion.map(NameSuggestion::name).orElse(null))
        .end();
    out.append('\n');
  }

  private static void words(TemplateName name, NamingRule rule, StringBuilder out) {
    String text = Said.printable(name.text());
    if (name.judge(rule) instanceof NameVerdict.Accepted) {
      out.append("shown   ").append(text).append('\n');
      return;
    }
    Optional<NameSuggestion> suggestion = NameSuggester.suggest(name, rule, KnownInside.NOTHING);
    out.append("hidden  ").append(text).append("\n        ");
    out.append(Said.printable(reason(name, rule, suggestion))).append('\n');
    suggestion.ifPresent(s -> out.append("        call it ").append(s.name()).append('\n'));
  }

  private static String reason(
      TemplateName name, NamingRule rule, Optional<NameSuggestion> suggestion) {
    if (!(name.judge(rule) instanceof NameVerdict.Rejected rejected)) {
      return "";
    }
    StringBuilder reason = new StringBuilder(rejected.reason());
    suggestion.ifPresent(
        s -> {
          if (s.repack()) {
            reason.append("; renaming is not enough, compress it anew with gzip");
          }
          s.assumptions().forEach(a -> reason.append("; ").append(a));
        });
    return reason.toString();
  }
}
