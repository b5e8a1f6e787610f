package dev.vireo.container.command;

import dev.vireo.bus.Event;
import dev.vireo.bus.container.ScanHostTemplates;
import dev.vireo.bus.container.SeenTemplate;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.bus.container.TemplatesScanned;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists a host's template folder and says of each file what becomes of it, and why. */
final class ScanHostTemplatesHandler implements CommandHandler<ScanHostTemplates> {

  private final Reached reached;
  private final Inside inside;

  ScanHostTemplatesHandler(Reached reached, Inside inside) {
    this.reached = reached;
    this.inside = inside;
  }

  @Override
  public Result handle(Handling<ScanHostTemplates> handling) throws InterruptedException {
    return reached.withFiles(
        handling.command().host(), (host, files) -> scan(handling, host, files));
  }

  private Result scan(Handling<ScanHostTemplates> handling, ContainerHost host, HostFiles files)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    Optional<List<String>> packages = host.packages();
    if (packages.isPresent()) {
      return packages(handling, host, files.templates(), packages.get());
    }
    ScanHostTemplates c = handling.command();
    TemplateRule asked = c.rule();
    TemplateRule rule = asked == null ? host.templateRule() : asked;
    String folder = files.templates();
    List<SeenTemplate> seen = new ArrayList<>();
    List<Event> verdicts = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (HostFiles.Entry entry : files.list(folder)) {
      if (entry.kind() == 'd') {
        continue;
      }
      Optional<Inside.Look> look =
          c.namesOnly()
              ? Optional.empty()
              : Optional.of(inside.look(files, folder + "/" + entry.name()));
      if (look.flatMap(Inside.Look::broken).filter(Inside.UNREAD::equals).isPresent()) {
        unread.add(entry.name() + ": " + look.get().reason());
      }
      Event verdict =
          TemplateDoctor.judge(
              new TemplateDoctor.File(host.name(), folder, entry.name(), entry.bytes()),
              rule,
              look);
      verdicts.add(verdict);
      seen.add(new SeenTemplate(entry.name(), verdict instanceof TemplateAccepted, entry.bytes()));
    }
    handling.publish(new TemplatesScanned(host.name(), folder, rule, Instant.now(), seen, unread));
    verdicts.forEach(handling::publish);
    long accepted = seen.stream().filter(SeenTemplate::accepted).count();
    return Result.done(
        "%s (%s): %d of %d templates are offered"
            .formatted(host.name(), host.product(), accepted, seen.size()),
        Fleet.figures("accepted", accepted, "rejected", seen.size() - accepted));
  }

  /** Packages of the host's are offered as they are: there is no file to look into. */
  private static Result packages(
      Handling<ScanHostTemplates> handling,
      ContainerHost host,
      String folder,
      List<String> packages) {
    handling.publish(
        new TemplatesScanned(
            host.name(),
            folder,
            TemplateRule.ANY,
            Instant.now(),
            packages.stream().map(p -> new SeenTemplate(p, true, 0)).toList(),
            List.of()));
    packages.forEach(
        p ->
            handling.publish(
                new TemplateAccepted(host.name(), folder, p, 0, TemplateRule.ANY, null)));
    return Result.done(
        "%s (%s): %d templates are installed"
            .formatted(host.name(), host.product(), packages.size()),
        Fleet.figures("accepted", packages.size(), "rejected", 0));
  }
}
