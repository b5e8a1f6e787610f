package dev.vireo.container.command;

import dev.vireo.bus.Event;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.container.domain.template.KnownInside;
import dev.vireo.container.domain.template.NameSuggester;
import dev.vireo.container.domain.template.NameSuggestion;
import dev.vireo.container.domain.template.NameVerdict;
import dev.vireo.container.domain.template.NamingRule;
import dev.vireo.container.domain.template.TemplateName;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a template file whether a host offers it, and if not, why and what would help. */
final class TemplateDoctor {

  private static final String ARCHIVE = "(?i).*\\.(tar|tar\\.(gz|bz2|xz|zst)|tgz|tbz2?|txz)";

  private TemplateDoctor() {}

  /**
   * A file of a template folder.
   *
   * @param host the host
   * @param folder the folder
   * @param name its name there
   * @param bytes its size
   */
  record File(String host, String folder, String name, long bytes) {}

  /**
   * What is to be said of a file: what is wrong with its name goes before what is wrong with what
   * it holds.
   *
   * @param look what its archive holds; empty where nobody looked
   */
  static Event judge(File file, TemplateRule rule, Optional<Inside.Look> look) {
    TemplateEvidence inside = look.flatMap(Inside.Look::evidence).orElse(null);
    Optional<NamingRule> naming = naming(rule);
    if (naming.isEmpty() && !file.name().matches(ARCHIVE)) {
      return rejected(file, rule, "EXTENSION", null, "it is named as no archive", null, inside);
    }
    NameVerdict verdict =
        naming.map(n -> TemplateName.of(file.name()).judge(n)).orElseGet(NameVerdict.Accepted::new);
    if (verdict instanceof NameVerdict.Rejected r) {
      return rejected(
          file,
          rule,
          r.part().name(),
          r.column(),
          r.reason(),
          suggestion(file.name(), rule, inside).map(NameSuggestion::name).orElse(null),
          inside);
    }
    Optional<String> broken = look.flatMap(Inside.Look::broken);
    if (broken.isPresent()) {
      return rejected(
          file,
          rule,
          broken.get().toUpperCase(Locale.ROOT).replace(' ', '_'),
          null,
          broken.get() + ": " + look.map(Inside.Look::reason).orElse(""),
          null,
          inside);
    }
    return new TemplateAccepted(
        file.host(), file.folder(), file.name(), file.bytes(), rule, inside);
  }

  private static TemplateRejected rejected(
      File file,
      TemplateRule rule,
      String broken,
      @Nullable Integer column,
      String reason,
      @Nullable String suggested,
      @Nullable TemplateEvidence inside) {
    return new TemplateRejected(
        file.host(),
        file.folder(),
        file.name(),
        file.bytes(),
        rule,
        broken,
        column,
        reason,
        suggested,
        inside);
  }

  /** A name that the rule takes; empty where the file's own is taken, or none can be made. */
  static Optional<NameSuggestion> suggestion(
      String name, TemplateRule rule, @Nullable TemplateEvidence inside) {
    return naming(rule)
        .flatMap(n -> NameSuggester.suggest(TemplateName.of(name), n, known(inside)))
        .filter(s -> !s.repack());
  }

  private static KnownInside known(@Nullable TemplateEvidence inside) {
    return inside == null
        ? KnownInside.NOTHING
        : new KnownInside(
            Optional.ofNullable(inside.distribution()),
            Optional.ofNullable(inside.version()),
            Optional.ofNullable(inside.architecture()));
  }

  private static Optional<NamingRule> naming(TemplateRule rule) {
    return switch (rule) {
      case PVE1 -> Optional.of(NamingRule.PVE1);
      case PVE3 -> Optional.of(NamingRule.PVE3);
      case PVE4 -> Optional.of(NamingRule.PVE4);
      case PVE8 -> Optional.of(NamingRule.PVE8);
      case PVE9 -> Optional.of(NamingRule.PVE9);
      case ANY -> Optional.empty();
    };
  }
}
