package dev.vireo.multipath.command;

import dev.vireo.bus.Command;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handlers;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.AddClaimRule;
import dev.vireo.bus.multipath.AddHostClaimRule;
import dev.vireo.bus.multipath.ApplyHostPlan;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.CheckHostStandards;
import dev.vireo.bus.multipath.CheckStandards;
import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.PlanHostPathPolicy;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.RebuildProjections;
import dev.vireo.bus.multipath.RemoveStandard;
import dev.vireo.bus.multipath.RollBackHostPlan;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.multipath.SetHostSatpDefault;
import dev.vireo.bus.multipath.SetSatpDefault;
import dev.vireo.bus.multipath.StandardRemoved;
import dev.vireo.bus.service.Rebuild;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshOptions;
import dev.vireo.hypervisor.ssh.Timeouts;
import dev.vireo.multipath.domain.MalformedValue;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpPlan;
import dev.vireo.multipath.projection.HostViewStore;
import dev.vireo.multipath.projection.PlanHosts;
import dev.vireo.multipath.projection.PlanStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which handler takes which command, and what they stand on. */
@ApplicationScoped
class MultipathHandlers {

  @Produces
  @Singleton
  SshHosts ssh(CredentialProvider credentials) {
    return new SshHosts(credentials, SshOptions.DEFAULT.withAgentOf(System.getenv()));
  }

  void close(@Disposes SshHosts ssh) {
    ssh.close();
  }

  @Produces
  @Singleton
  Handlers handlers(
      HostDirectory directory,
      SshHosts ssh,
      HostViewStore hostViews,
      PlanStore plans,
      PlanHosts planHosts,
      ViewPositions positions,
      Rebuild rebuild,
      @ConfigProperty(name = "vireo.known-hosts") Path knownHosts) {
    HostSelection selection = new HostSelection(directory);
    HostConnections connections = new HostConnections(knownHosts, Timeouts.DEFAULT);
    EsxHosts hosts = new EsxHosts(ssh, connections::target, Clock.systemUTC());
    Observation observation = new Observation(hostViews);
    PlanThenApply planThenApply = new PlanThenApply(planHosts, positions);
    SatpPlanning satpPlanning = new SatpPlanning(selection, hosts);
    return new Handlers()
        .on(ScanPaths.class, checked(new ScanPathsHandler(selection, positions)))
        .on(ScanHostPaths.class, checked(new ScanHostPathsHandler(selection, hosts, observation)))
        .on(PlanPathPolicy.class, checked(new PlanPathPolicyHandler(selection, positions)))
        .on(
            PlanHostPathPolicy.class,
            checked(new PlanHostPathPolicyHandler(selection, hosts, planHosts, observation)))
        .on(ApplyPlan.class, checked(new ApplyPlanHandler(plans, planHosts, positions)))
        .on(ApplyHostPlan.class, checked(new ApplyHostPlanHandler(selection, hosts, plans)))
        .on(RollBackPlan.class, checked(new RollBackPlanHandler(plans, planHosts, positions)))
        .on(RollBackHostPlan.class, checked(new RollBackHostPlanHandler(selection, hosts, plans)))
        .on(SetSatpDefault.class, checked(new SetSatpDefaultHandler(selection, planThenApply)))
        .on(SetHostSatpDefault.class, checked(h -> satpDefault(satpPlanning, h)))
        .on(AddClaimRule.class, checked(new AddClaimRuleHandler(selection, planThenApply)))
        .on(AddHostClaimRule.class, checked(h -> claimRule(satpPlanning, h)))
        .on(DefineStandard.class, checked(new DefineStandardHandler()))
        .on(RemoveStandard.class, checked(h -> remove(hostViews, positions, h)))
        .on(
            CheckStandards.class,
            checked(new CheckStandardsHandler(selection, positions, planThenApply)))
        .on(
            CheckHostStandards.class,
            checked(
                new CheckHostStandardsHandler(selection, hosts, hostViews, planHosts, observation)))
        .on(RebuildProjections.class, rebuild);
  }

  /** A value that fits no grammar rejects the command. */
  private static <C extends Command> CommandHandler<C> checked(CommandHandler<C> handler) {
    return handling -> {
      try {
        return handler.handle(handling);
      } catch (MalformedValue e) {
        return Result.rejected(e.field(), String.valueOf(e.getMessage()));
      }
    };
  }

  private static Result satpDefault(
      SatpPlanning planning, dev.vireo.bus.kit.Handling<SetHostSatpDefault> handling)
      throws InterruptedException {
    SetHostSatpDefault c = handling.command();
    var overrides = FromWire.overrides(c.overrides(), handling.envelope().actor());
    return planning.plan(
        handling,
        c.host(),
        new SatpPlanning.Asked(c.plan(), PlanKind.SATP_DEFAULT, c.psp(), null, c.overrides()),
        seen ->
            SatpPlan.setDefault(seen, SatpName.parse(c.satp()), PspName.parse(c.psp()), overrides));
  }

  private static Result claimRule(
      SatpPlanning planning, dev.vireo.bus.kit.Handling<AddHostClaimRule> handling)
      throws InterruptedException {
    AddHostClaimRule c = handling.command();
    return planning.plan(
        handling,
        c.host(),
        new SatpPlanning.Asked(c.plan(), PlanKind.CLAIM_RULE, c.rule().psp(), c.rule(), List.of()),
        seen -> SatpPlan.addRule(seen, FromWire.rule(c.rule()), List.of()));
  }

  private static Result remove(
      HostViewStore views,
      ViewPositions positions,
      dev.vireo.bus.kit.Handling<RemoveStandard> handling)
      throws InterruptedException {
    String id = handling.command().standard();
    positions.catchUp(ApplyPlanHandler.CATCH_UP);
    List<String> known = views.standards().stream().map(s -> s.standard().standard()).toList();
    if (!known.contains(id)) {
      return Result.rejected(
          "standard",
          "there is no standard '"
              + id
              + "'; "
              + (known.isEmpty() ? "none is defined" : "there are " + String.join(", ", known)));
    }
    handling.publish(new StandardRemoved(id));
    return Result.done(id + " no longer holds");
  }
}
