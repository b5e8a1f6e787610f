package dev.vireo.container.command;

import dev.vireo.bus.Event;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.container.domain.distribution.LxcSetup;
import dev.vireo.container.domain.template.KnownInside;
import dev.vireo.container.domain.template.NameSuggester;
import dev.vireo.container.domain.template.NameSuggestion;
import dev.vireo.container.domain.template.NameVerdict;
import dev.vireo.container.domain.template.NamingRule;
import dev.vireo.container.domain.template.TemplateName;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
    TemplateEvidence inside =
        look.flatMap(Inside.Look::evidence).map(e -> withSetup(e, rule)).orElse(null);
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

  /** Whether hosts of this rule set their containers up by an {@code ostype}. */
  static boolean setsUpByOstype(TemplateRule rule) {
    return switch (rule) {
      case PVE4, PVE8, PVE9 -> true;
      case PVE1, PVE3, ANY -> false;
    };
  }

  /** What a host that sets containers up by their {@code ostype} makes of what is in an archive. */
  static LxcSetup setup(TemplateEvidence inside) {
    return LxcSetup.of(
        Optional.ofNullable(inside.distribution()),
        Optional.ofNullable(inside.version()),
        Optional.ofNullable(inside.relative()));
  }

  private static TemplateEvidence withSetup(TemplateEvidence inside, TemplateRule rule) {
    if (!setsUpByOstype(rule)) {
      return inside;
    }
    LxcSetup setup = setup(inside);
    String said =
        setup
            .refusal()
            .map(why -> "odd: it is not set up: " + why)
            .orElseGet(() -> "it is set up as ostype " + setup.ostype().orElse(""));
    return new TemplateEvidence(
        inside.distribution(),
        inside.version(),
        inside.architecture(),
        inside.relative(),
        Stream.concat(inside.seen().stream(), Stream.of(said)).toList());
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
