package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.ResolvedDistribution;
import dev.vireo.bus.container.ScanDistributions;
import dev.vireo.console.Exit;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo templates distributions}. */
@Command(
    name = "distributions",
    description = {
      "Reads which configuration of its host each template gets, by which a network is set up.",
      "One that falls to 'default' is told with what would serve it. On Proxmox VE from 4.0 it is",
      "the ostype that is told, and whether there is set-up code for the release that it holds."
    })
final class TemplatesDistributionsCommand extends Task {

  private static final String DEFAULT = "default";

  /** What a template gets that nothing is there for: of vzctl, and of Proxmox VE from 4.0. */
  private static final Set<String> FALLEN_BACK = Set.of(DEFAULT, "unmanaged");

  @Option(names = "--select", required = true, paramLabel = "SELECTOR", description = "The hosts.")
  private String select = "";

  @Mixin private WaitOptions wait;

  private record Row(String host, ResolvedDistribution template) {}

  @Override
  Exit run(Console console) {
    return new Delivery(console, wait)
        .give(
            new ScanDistributions(select),
            Set.of(DistributionsScanned.class, DistributionUnresolved.class),
            (outcome, heard) -> {
              List<DistributionsScanned> hosts = heard.bodies(DistributionsScanned.class);
              List<DistributionUnresolved> unresolved = heard.bodies(DistributionUnresolved.class);
              ObjectNode document = Result.document(outcome, heard);
              document.set("hosts", array(hosts));
              document.set("unresolved", array(unresolved));
              return Result.show(
                  console, outcome, heard, document, paper -> page(hosts, unresolved, paper));
            });
  }

  private static ArrayNode array(List<?> bodies) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    bodies.forEach(each -> array.add(Json.MAPPER.<ObjectNode>valueToTree(each)));
    return array;
  }

  private static void page(
      List<DistributionsScanned> hosts, List<DistributionUnresolved> unresolved, Paper paper) {
    List<Row> rows = new ArrayList<>();
    hosts.forEach(h -> h.resolved().forEach(r -> rows.add(new Row(h.host(), r))));
    rows.sort(Comparator.comparing(Row::host).thenComparing(r -> r.template().template()));
    if (!rows.isEmpty()) {
      paper.table(
          new Table<Row>()
              .text("host", Row::host)
              .id("template", r -> r.template().template())
              .text(
                  "gets",
                  r -> r.template().config(),
                  r -> FALLEN_BACK.contains(r.template().config()) ? Style.BAD : Style.GOOD)
              .text("containers", r -> String.join(", ", r.template().usedBy())),
          rows);
    }
    for (DistributionUnresolved each : unresolved) {
      String does = each.defaultIs();
      paper.gap().line(each.host() + "  " + each.template(), Style.BAD);
      if (each.tried().contains(DEFAULT)) {
        paper.line(
            "  why     there is no "
                + String.join(
                    ", nor ", each.tried().stream().filter(n -> !n.equals(DEFAULT)).toList())
                + (does == null ? "" : "; the default is that of " + does));
      }
      paper.line("  to do   " + each.advice());
    }
  }
}
