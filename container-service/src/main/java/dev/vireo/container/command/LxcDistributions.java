package dev.vireo.container.command;

import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.ResolvedDistribution;
import dev.vireo.bus.container.ScanHostDistributions;
import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.container.domain.distribution.LxcSetup;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Proxmox VE from 4.0 sets each template up as, in place of the configurations that vzctl has:
 * told by what is in the archives, before a container is made.
 */
final class LxcDistributions {

  private static final String UNMANAGED = "unmanaged";

  private final Inside inside;

  LxcDistributions(Inside inside) {
    this.inside = inside;
  }

  /** Whether a host sets its containers up by their {@code ostype}. */
  static boolean setsUp(ContainerHost host) {
    return TemplateDoctor.setsUpByOstype(host.templateRule());
  }

  Result scan(Handling<ScanHostDistributions> handling, ContainerHost host, HostFiles files)
      throws HostFiles.Unreadable,
          UnreachableException,
          ScriptBrokenException,
          InterruptedException {
    List<ResolvedDistribution> resolved = new ArrayList<>();
    List<DistributionUnresolved> unresolved = new ArrayList<>();
    for (HostFiles.Entry file : files.list(files.templates())) {
      Optional<TemplateEvidence> evidence =
          file.kind() == 'd'
              ? Optional.empty()
              : inside.look(files, files.templates() + "/" + file.name()).evidence();
      if (evidence.isPresent()) {
        judge(host.name(), file.name(), evidence.get(), resolved, unresolved);
      }
    }
    handling.publish(
        new DistributionsScanned(
            host.name(), LxcSetup.FOLDER, LxcSetup.OSTYPES, null, resolved, Instant.now()));
    unresolved.forEach(handling::publish);
    return Result.done(
        "%s: %d templates, of which %d are not set up"
            .formatted(host.name(), resolved.size(), unresolved.size()),
        Fleet.figures("configs", LxcSetup.OSTYPES.size(), "unresolved", unresolved.size()));
  }

  private static void judge(
      String host,
      String template,
      TemplateEvidence evidence,
      List<ResolvedDistribution> resolved,
      List<DistributionUnresolved> unresolved) {
    LxcSetup setup = TemplateDoctor.setup(evidence);
    String config = setup.refusal().isEmpty() ? setup.ostype().orElse(UNMANAGED) : UNMANAGED;
    List<String> tried = setup.ostype().map(List::of).orElse(List.of());
    resolved.add(new ResolvedDistribution(template, config, tried, List.of()));
    setup
        .refusal()
        .ifPresent(
            why ->
                unresolved.add(
                    new DistributionUnresolved(
                        host,
                        template,
                        tried,
                        null,
                        setup.ostype().orElse(null),
                        null,
                        List.of(),
                        why + "; " + setup.advice())));
  }
}
