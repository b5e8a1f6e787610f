package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.ProbeHost;
import dev.vireo.bus.inventory.ProbeHosts;
import dev.vireo.bus.inventory.RetireHost;
import dev.vireo.bus.inventory.TagHost;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.print.Cells;
import dev.vireo.console.print.EventLine;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import dev.vireo.console.query.QueryApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo hosts}. */
@Command(
    name = "hosts",
    description = "The hosts of the estate.",
    subcommands = {
      HostsAddCommand.class,
      HostsCommand.ListThem.class,
      HostsCommand.Show.class,
      HostsCommand.Probe.class,
      HostsCommand.Retire.class,
      HostsCommand.Tag.class,
      HostsDiscoverCommand.class,
      HostsImportCommand.class
    })
final class HostsCommand extends Group {

  /** {@code vireo hosts list}. */
  @Command(name = "list", description = "Lists hosts: what they are, and whether they answer.")
  static final class ListThem extends Task {

    @Option(
        names = "--select",
        paramLabel = "SELECTOR",
        description = "Only these; all if not given.")
    private String select = "";

    @Override
    Exit run(Console console) {
      JsonNode hosts = console.ask(Domain.INVENTORY).get("/hosts", Map.of("select", select));
      console.answer(hosts, paper -> page(rows(hosts), paper));
      return Exit.DONE;
    }

    private static void page(List<JsonNode> hosts, Paper paper) {
      if (hosts.isEmpty()) {
        paper.line("No hosts. To take one in: vireo hosts add --help");
        return;
      }
      paper.table(
          new Table<JsonNode>()
              .text("host", field("host"))
              .text("address", field("address"))
              .text("product", field("product"))
              .text("version", field("version"))
              .text("build", field("build"))
              .word("state", field("state"))
              .text("tags", host -> Cells.pairs(host.path("tags")))
              .text("cause", field("cause")),
          hosts);
    }
  }

  /** {@code vireo hosts show}. */
  @Command(name = "show", description = "Shows one host with its adapters.")
  static final class Show extends Task {

    @Parameters(paramLabel = "NAME", description = "The host.")
    private String name = "";

    @Override
    Exit run(Console console) {
      JsonNode host =
          console.ask(Domain.INVENTORY).get("/hosts/" + QueryApi.segment(name), Map.of());
      console.answer(host, paper -> page(host, paper));
      return Exit.DONE;
    }

    private static void page(JsonNode host, Paper paper) {
      paper.line(text(host, "host") + "  " + text(host, "fullName"), Style.HEAD);
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("reached", text(host, "user") + "@" + text(host, "address"));
      facts.put("state", text(host, "state") + " " + text(host, "cause"));
      facts.put("seen", text(host, "seen"));
      facts.put("to do", text(host, "advice"));
      facts.put("tags", Cells.pairs(host.path("tags")));
      facts.put("since", Cells.time(host, "changedAt"));
      facts.forEach(
          (name, value) -> {
            if (!value.isBlank()) {
              paper.line("  %-8s %s".formatted(name, value));
            }
          });
      List<JsonNode> adapters = rows(host.path("adapters"));
      if (!adapters.isEmpty()) {
        paper
            .gap()
            .table(
                new Table<JsonNode>()
                    .text("adapter", field("name"))
                    .text("driver", field("driver"))
                    .text("link", field("link"))
                    .text("uid", field("uid"))
                    .text("description", field("description")),
                adapters);
      }
    }
  }

  /** {@code vireo hosts probe}. */
  @Command(name = "probe", description = "Asks hosts afresh whether they answer and what they are.")
  static final class Probe extends Task {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "One host.")
    private @Nullable String name;

    @Option(
        names = "--select",
        paramLabel = "SELECTOR",
        description = "Several hosts; all if neither is given.")
    private @Nullable String select;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      if (name != null && select != null) {
        throw Trouble.refused("Both a host and --select are given", "give one of them");
      }
      return new Delivery(console, wait)
          .give(
              name != null
                  ? new ProbeHost(HostNames.require(name))
                  : new ProbeHosts(select == null ? "all" : select),
              Set.of(HostIdentified.class, HostUnreachable.class, HostRecovered.class),
              (outcome, heard) ->
                  Result.show(
                      console,
                      outcome,
                      heard,
                      Result.document(outcome, heard),
                      paper ->
                          heard.events().stream()
                              .filter(
                                  event -> !(event.data() instanceof dev.vireo.bus.outcome.Outcome))
                              .forEach(
                                  event ->
                                      paper.line(
                                          "  %s %s %s"
                                              .formatted(
                                                  event.subject(),
                                                  event.type().name(),
                                                  EventLine.of(event.data()))))));
    }
  }

  /** {@code vireo hosts retire}. */
  @Command(name = "retire", description = "Takes a host out of the inventory; its past stays.")
  static final class Retire extends Task {

    @Parameters(paramLabel = "NAME", description = "The host.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      return new Delivery(console, wait)
          .give(
              new RetireHost(HostNames.require(name), reason),
              Set.of(),
              (outcome, heard) -> Result.show(console, outcome, heard));
    }
  }

  /** {@code vireo hosts tag}. */
  @Command(name = "tag", description = "Sets and removes tags of hosts.")
  static final class Tag extends Task {

    @Parameters(paramLabel = "SELECTOR", description = "The hosts, such as name=esx-01.")
    private String select = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A tag to set.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--remove", paramLabel = "KEY", description = "A tag to remove.")
    private List<String> remove = List.of();

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      if (set.isEmpty() && remove.isEmpty()) {
        throw Trouble.refused("No tag is given", "give --set KEY=VALUE or --remove KEY");
      }
      return new Delivery(console, wait)
          .give(
              new TagHost(select, set, remove),
              Set.of(),
              (outcome, heard) -> Result.show(console, outcome, heard));
    }
  }
}
