package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerWork;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.DistributionMapped;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.FindingKind;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.RestartContainer;
import dev.vireo.bus.container.ScanContainers;
import dev.vireo.bus.container.ScanDistributions;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.bus.container.UndoRenameTemplate;
import dev.vireo.bus.container.UnmapDistribution;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.junit.jupiter.api.Test;

/** A template nobody can see, a container without a network, and how both are mended. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class SeedStoryTest extends ServiceTest {

  private static final String SUGGESTED = "sabayon-5-SpinBase_5.4-1_i386.tar.gz";
  private static final String CACHE = "/var/lib/vz/template/cache/";

  @Test
  void an_unseen_template_becomes_a_container_whose_network_is_up() throws Exception {
    Lab lab = openvz(1);
    String host = lab.host(1);

    String scan = bus().give(new ScanTemplates(lab.select(), false, null));
    assertThat(bus().succeeded(scan)).containsEntry("accepted", "4").containsEntry("rejected", "1");
    assertThat(bus().told(TemplateAccepted.class, scan)).hasSize(4);
    TemplateRejected unseen = one(TemplateRejected.class, scan);
    assertThat(unseen.template()).isEqualTo(SABAYON);
    assertThat(unseen.column()).isNotNull();
    assertThat(unseen.suggestedName()).isEqualTo(SUGGESTED);
    assertThat(unseen.evidence()).isNotNull();
    assertThat(unseen.evidence().distribution()).isEqualTo("sabayon");
    assertThat(unseen.evidence().relative()).isEqualTo("gentoo");

    String rename = bus().give(new RenameTemplate(host, SABAYON, null));
    bus().succeeded(rename);
    assertThat(one(TemplateRenamed.class, rename).to()).isEqualTo(SUGGESTED);
    assertThat(lab.truth(1).templates()).contains(SUGGESTED).doesNotContain(SABAYON);

    String create = bus().give(create(lab, SUGGESTED, 1, "10.77.0.10-10.77.0.20", true));
    bus().failed(create);
    String id = one(ContainerCreated.class, create).container();
    ContainerFailed failed = one(ContainerFailed.class, create);
    assertThat(failed.doing()).isEqualTo(ContainerWork.START);
    assertThat(failed.cause()).isEqualTo(FailureCause.NO_NETWORK_CONFIG);
    assertThat(failed.advice()).contains("MapDistribution sabayon -> gentoo");
    assertThat(failed.checks()).anyMatch(c -> c.result() == StartCheckResult.FAILED);
    assertThat(failed.findings())
        .anyMatch(
            f ->
                f.kind() == FindingKind.WARNING
                    && f.line().contains("sabayon-5-SpinBase_5.4-1_i386 not found"))
        .anyMatch(f -> f.line().contains("/etc/network/interfaces"));
    assertThat(bus().told(ContainerStarted.class, create)).isEmpty();

    String dists = bus().give(new ScanDistributions(lab.select()));
    bus().succeeded(dists);
    assertThat(bus().told(DistributionUnresolved.class, dists))
        .anySatisfy(
            d -> {
              assertThat(d.template()).isEqualTo("sabayon-5-SpinBase_5.4-1_i386");
              assertThat(d.defaultIs()).isEqualTo("debian");
              assertThat(d.relative()).isEqualTo("gentoo");
              assertThat(d.link()).isEqualTo("sabayon.conf");
              assertThat(d.usedBy()).containsExactly(id);
            });

    String map = bus().give(new MapDistribution(host, SUGGESTED, null, false));
    bus().succeeded(map);
    DistributionMapped mapped = one(DistributionMapped.class, map);
    assertThat(mapped.link()).isEqualTo("sabayon.conf");
    assertThat(mapped.config()).isEqualTo("gentoo.conf");
    assertThat(Files.isSymbolicLink(lab.file(1, "/etc/vz/dists/sabayon.conf"))).isTrue();

    String start = bus().give(new RestartContainer(host, id, null));
    bus().succeeded(start);
    ContainerStarted started = one(ContainerStarted.class, start);
    assertThat(started.checks()).noneMatch(c -> c.result() == StartCheckResult.FAILED).hasSize(6);
    assertThat(lab.truth(1).running())
        .singleElement()
        .satisfies(r -> assertThat(r.up()).containsExactly("10.77.0.10"));
    bus().succeeds(new ScanContainers(lab.select()));
    bus().succeeds(new DestroyContainer(host, id, "web", true));
    assertThat(lab.truth(1).running()).isEmpty();
    assertThat(lab.creates()).hasSize(1);
  }

  @Test
  void a_rename_and_a_mapping_are_undone() throws Exception {
    Lab lab = openvz(1);
    String host = lab.host(1);
    bus().succeeds(new RenameTemplate(host, SABAYON, null));
    bus().succeeds(new MapDistribution(host, SUGGESTED, "gentoo", true));
    String link = "sabayon-5-SpinBase_5.4-1_i386.conf";
    assertThat(lab.file(1, "/etc/vz/dists/" + link)).exists();

    bus().succeeds(new UnmapDistribution(host, link));
    assertThat(Files.exists(lab.file(1, "/etc/vz/dists/" + link), LinkOption.NOFOLLOW_LINKS))
        .isFalse();
    assertThat(lab.file(1, "/etc/vz/dists/gentoo.conf")).exists();
    bus().succeeds(new UndoRenameTemplate(host, SUGGESTED));
    assertThat(lab.truth(1).templates()).contains(SABAYON).doesNotContain(SUGGESTED);
  }

  @Test
  void a_rename_never_overwrites() throws Exception {
    Lab lab = openvz(1);
    Files.writeString(lab.file(1, CACHE + SUGGESTED), "another file");
    String rename = bus().give(new RenameTemplate(lab.host(1), SABAYON, null));
    assertThat(bus().rejected(rename).message()).contains("which stays");
    assertThat(lab.file(1, CACHE + SUGGESTED)).hasContent("another file");
    assertThat(lab.file(1, CACHE + SABAYON)).exists();
  }
}
