package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo templates doctor}. */
@Command(
    name = "doctor",
    description = {
      "Reads template folders, names and archives, and says of each file whether it is offered.",
      "Of those that are not: which part of the rule they break, what is inside, and a name that works."
    })
final class TemplatesDoctorCommand extends Task {

  @Option(names = "--select", required = true, paramLabel = "SELECTOR", description = "The hosts.")
  private String select = "";

  @Option(names = "--names-only", description = "Do not look into the archives.")
  private boolean namesOnly;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description =
          "Go by ${COMPLETION-CANDIDATES} and not by the rule of each host's own release.")
  private @Nullable TemplateRule rule;

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    return new Delivery(console, wait)
        .give(
            new ScanTemplates(select, namesOnly, rule),
            Set.of(TemplateAccepted.class, TemplateRejected.class),
            (outcome, heard) -> {
              List<TemplateAccepted> offered = heard.bodies(TemplateAccepted.class);
              List<TemplateRejected> not = heard.bodies(TemplateRejected.class);
              ObjectNode document = Result.document(outcome, heard);
              document.set("accepted", array(offered));
              document.set("rejected", array(not));
              return Result.show(
                  console, outcome, heard, document, paper -> page(offered, not, paper));
            });
  }

  private static ArrayNode array(List<?> bodies) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    bodies.forEach(each -> array.add(Json.MAPPER.<ObjectNode>valueToTree(each)));
    return array;
  }

  private static void page(
      List<TemplateAccepted> offered, List<TemplateRejected> not, Paper paper) {
    if (!offered.isEmpty()) {
      paper
          .gap()
          .line("Offered", Style.HEAD)
          .table(
              new Table<TemplateAccepted>()
                  .text("host", TemplateAccepted::host)
                  .id("file", TemplateAccepted::template)
                  .text("inside", each -> inside(each.evidence())),
              offered);
    }
    if (!not.isEmpty()) {
      paper.gap().line("Not offered", Style.HEAD);
      not.forEach(each -> explain(each, paper));
    }
  }

  private static void explain(TemplateRejected rejected, Paper paper) {
    paper.line(rejected.host() + "  " + rejected.template(), Style.BAD);
    paper.line(
        "  why     "
            + rejected.reason()
            + " ("
            + rejected.rule()
            + " "
            + rejected.broken()
            + (rejected.column() == null ? "" : ", character " + rejected.column())
            + ")");
    TemplateEvidence evidence = rejected.evidence();
    if (evidence != null) {
      String seen = evidence.seen().isEmpty() ? "" : ": " + String.join("; ", evidence.seen());
      paper.line("  inside  " + inside(evidence) + seen);
    }
    if (rejected.suggestedName() != null) {
      paper.line("  name    " + rejected.suggestedName(), Style.GOOD);
      paper.line("  to do   vireo templates rename " + rejected.host() + " " + quoted(rejected));
    }
  }

  /** As one word of a shell. */
  private static String quoted(TemplateRejected rejected) {
    String name = rejected.template();
    return name.matches("[A-Za-z0-9._+][A-Za-z0-9._+-]*")
        ? name
        : "-- '" + name.replace("'", "'\\''") + "'";
  }

  private static String inside(@Nullable TemplateEvidence evidence) {
    if (evidence == null) {
      return "";
    }
    String words =
        Stream.of(evidence.distribution(), evidence.version(), evidence.architecture())
            .filter(word -> word != null && !word.isEmpty())
            .collect(Collectors.joining(" "));
    String relative =
        evidence.relative() == null || evidence.relative().equals(evidence.distribution())
            ? ""
            : " (akin to " + evidence.relative() + ")";
    return words.isEmpty() ? "not known" : words + relative;
  }
}
