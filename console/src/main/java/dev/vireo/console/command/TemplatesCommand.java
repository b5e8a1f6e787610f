package dev.vireo.console.command;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.container.DistributionMapped;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.bus.container.UndoRenameTemplate;
import dev.vireo.bus.container.UnmapDistribution;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.bus.Heard;
import dev.vireo.console.print.Paper;
import dev.vireo.console.print.Style;
import dev.vireo.console.print.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vireo templates}. */
@Command(
    name = "templates",
    description = "Template files of container hosts: which are offered, and why not the others.",
    subcommands = {
      TemplatesDoctorCommand.class,
      TemplatesDistributionsCommand.class,
      TemplatesCommand.Rename.class,
      TemplatesCommand.MapTo.class
    })
final class TemplatesCommand extends Task {

  @Option(names = "--host", paramLabel = "NAME", description = "One host; all if not given.")
  private String host = "";

  @Override
  Exit run(Console console) {
    JsonNode templates = console.ask(Domain.CONTAINER).get("/templates", Map.of("host", host));
    console.answer(templates, paper -> page(rows(templates), paper));
    return Exit.DONE;
  }

  private static void page(List<JsonNode> templates, Paper paper) {
    if (templates.isEmpty()) {
      paper.line(
          "No templates are known. To read the hosts: vireo templates doctor --select SELECTOR");
      return;
    }
    paper.table(
        new Table<JsonNode>()
            .text("host", field("host"))
            .id("file", field("template"))
            .text(
                "offered",
                TemplatesCommand::verdict,
                row -> row.path("accepted").asBoolean() ? Style.GOOD : Style.BAD)
            .id("suggested name", field("suggestedName")),
        templates);
  }

  private static String verdict(JsonNode template) {
    return template.path("accepted").asBoolean() ? "yes" : "no: " + text(template, "broken");
  }

  /** Shows an outcome with the one fact it ended in. */
  private static Exit show(
      Console console, Outcome outcome, Heard heard, String name, Class<? extends Event> fact) {
    ObjectNode document = Result.document(outcome, heard);
    heard.bodies(fact).stream()
        .findFirst()
        .ifPresent(each -> document.set(name, Json.MAPPER.<ObjectNode>valueToTree(each)));
    return Result.show(console, outcome, heard, document, paper -> {});
  }

  /** {@code vireo templates rename}. */
  @Command(
      name = "rename",
      description = "Gives a template file a name that its host offers. Nothing is overwritten.")
  static final class Rename extends Task {

    @Parameters(index = "0", paramLabel = "HOST", description = "The host.")
    private String host = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The file's name.")
    private String file = "";

    @Parameters(
        index = "2",
        arity = "0..1",
        paramLabel = "NEWNAME",
        description = "Its new name; the suggested one if not given.")
    private @Nullable String to;

    @Option(
        names = "--undo",
        description = "Give FILE the name back that it had before its last rename.")
    private boolean undo;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      if (undo && to != null) {
        throw Trouble.refused(
            "Both NEWNAME and --undo are given", "--undo knows the former name by itself");
      }
      String name = HostNames.require(host);
      return new Delivery(console, wait)
          .give(
              undo ? new UndoRenameTemplate(name, file) : new RenameTemplate(name, file, to),
              Set.of(TemplateRenamed.class),
              (outcome, heard) -> show(console, outcome, heard, "renamed", TemplateRenamed.class));
    }
  }

  /** {@code vireo templates map}. */
  @Command(
      name = "map",
      description = {
        "Has a configuration of the host serve a distribution that has none of its own.",
        "It is a link beside it, and no name that has a configuration gets another one."
      })
  static final class MapTo extends Task {

    @Parameters(index = "0", paramLabel = "HOST", description = "The host.")
    private String host = "";

    @Parameters(
        index = "1",
        paramLabel = "NAME",
        description = "The template or its distribution; with --undo the link, as sabayon.conf.")
    private String name = "";

    @Option(
        names = "--to",
        paramLabel = "CONFIG",
        description = "What shall serve it, such as gentoo; the nearest relative if not given.")
    private @Nullable String config;

    @Option(
        names = "--full-name",
        description =
            "Link the template's whole name, and not the shortest that serves later releases too.")
    private boolean fullName;

    @Option(names = "--undo", description = "Take the link NAME away that this command made.")
    private boolean undo;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      if (undo && (config != null || fullName)) {
        throw Trouble.refused(
            "--undo is given with --to or --full-name", "give the link's name and --undo alone");
      }
      String at = HostNames.require(host);
      return new Delivery(console, wait)
          .give(
              undo
                  ? new UnmapDistribution(at, name.endsWith(".conf") ? name : name + ".conf")
                  : new MapDistribution(at, name, config, fullName),
              Set.of(DistributionMapped.class),
              (outcome, heard) ->
                  show(console, outcome, heard, "mapped", DistributionMapped.class));
    }
  }
}
