package dev.vireo.container.command;

import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.bus.container.UndoRenameTemplate;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.container.domain.template.NameSuggestion;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.container.projection.RenameView;
import dev.vireo.container.tool.Answers;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a template file another name, and gives it the old one back. What is there is never
 * overwritten: {@code mv -n} does not, and the listing before and after says whether it was moved.
 */
final class RenameTemplateHandler {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final Reached reached;
  private final ContainerStore views;
  private final ViewPositions positions;
  private final Inside inside;

  RenameTemplateHandler(
      Reached reached, ContainerStore views, ViewPositions positions, Inside inside) {
    this.reached = reached;
    this.views = views;
    this.positions = positions;
    this.inside = inside;
  }

  Result rename(Handling<RenameTemplate> handling) throws InterruptedException {
    RenameTemplate c = handling.command();
    String to = c.to();
    if (to != null) {
      TemplateFile.parse("to", to);
    }
    return reached.withFiles(
        c.host(), (host, files) -> rename(handling, host, files, c.template(), to, false));
  }

  Result undo(Handling<UndoRenameTemplate> handling) throws InterruptedException {
    UndoRenameTemplate c = handling.command();
    positions.catchUp(CATCH_UP);
    Optional<RenameView> last = views.lastRenameTo(c.host(), c.template());
    if (last.isEmpty() && !handling.resumed()) {
      return Result.rejected(
          "template", c.host() + " has no template that was renamed to '" + c.template() + "'");
    }
    String before = last.map(RenameView::from).orElseGet(() -> intended(handling));
    return reached.withFiles(
        c.host(), (host, files) -> rename(handling, host, files, c.template(), before, true));
  }

  private static String intended(Handling<?> handling) {
    return handling.intents().getOrDefault("rename", "");
  }

  private Result rename(
      Handling<?> handling,
      ContainerHost host,
      HostFiles files,
      String from,
      @Nullable String asked,
      boolean undo)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    String lease = host.name() + "/templates";
    Optional<Lease> held = handling.lease(lease, PATIENCE);
    if (held.isEmpty()) {
      return HostFailure.busy(lease, PATIENCE);
    }
    try (Lease mine = held.get()) {
      String folder = files.templates();
      List<HostFiles.Entry> before = files.list(folder);
      String begun = intended(handling);
      if (!begun.isEmpty() && !has(before, from) && has(before, begun)) {
        return renamed(handling, host, folder, from, begun, undo);
      }
      if (!has(before, from)) {
        return Result.rejected(
            "template", folder + " of " + host.name() + " has no '" + from + "'");
      }
      Optional<String> to =
          asked != null ? Optional.of(asked) : suggested(host, files, folder, from);
      if (to.isEmpty()) {
        return Result.rejected(
            "to", "no other name would have " + host.name() + " offer '" + from + "'; say which");
      }
      if (has(before, to.get())) {
        return Result.rejected(
            "to", folder + " of " + host.name() + " has a '" + to.get() + "', which stays");
      }
      handling.intend(List.of(new Journal.Intent("rename", to.get())));
      handling.checkpoint("before-rename");
      Answers told =
          files.tell(
              mine.remaining().compareTo(Duration.ofSeconds(1)) < 0
                  ? Duration.ofSeconds(1)
                  : mine.remaining(),
              Step.of("mv", "mv", "-n", "--", folder + "/" + from, folder + "/" + to.get()));
      handling.checkpoint("after-rename");
      List<HostFiles.Entry> after = files.list(folder);
      if (has(after, from) || !has(after, to.get())) {
        return Result.failed(
            FailureReason.NOT_VERIFIED,
            host.name()
                + ": '"
                + from
                + "' was not renamed: mv "
                + told.said("mv")
                + "; look at the rights of "
                + folder);
      }
      return renamed(handling, host, folder, from, to.get(), undo);
    }
  }

  private static Result renamed(
      Handling<?> handling,
      ContainerHost host,
      String folder,
      String from,
      String to,
      boolean undo) {
    handling.publish(new TemplateRenamed(host.name(), folder, from, to, undo));
    return Result.done(
        host.name() + ": '" + from + "' is '" + to + "' now; scan its templates to see it judged",
        Fleet.figures("from", from, "to", to));
  }

  private Optional<String> suggested(
      ContainerHost host, HostFiles files, String folder, String from)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Inside.Look look = inside.look(files, folder + "/" + from);
    return TemplateDoctor.suggestion(from, host.templateRule(), look.evidence().orElse(null))
        .map(NameSuggestion::name)
        .filter(name -> !name.equals(from));
  }

  private static boolean has(List<HostFiles.Entry> entries, String name) {
    return entries.stream().anyMatch(e -> e.name().equals(name));
  }
}
