package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CheckContainers;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DefinedContainer;
import dev.vireo.bus.container.DefinitionMode;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.RebuildProjections;
import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.ScanDistributions;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.testing.TableRows;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The views, made anew of the events alone. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class RebuildTest extends ServiceTest {

  private static final List<String> TABLES =
      List.of(
          "seen_events",
          "container_hosts",
          "containers",
          "templates",
          "template_renames",
          "distributions",
          "distribution_links",
          "findings",
          "container_changes",
          "definitions",
          "container_drifts");

  @Inject DataSource database;
  @Inject ViewPositions positions;

  @Test
  void views_that_are_dropped_and_replayed_are_the_same() throws Exception {
    Lab lab = openvz(1);
    everything(lab);
    positions.catchUp(Duration.ofMinutes(1));
    Map<String, List<String>> before = TableRows.of(database, TABLES);
    assertThat(before).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());

    bus().succeeds(new RebuildProjections("a test"));
    positions.catchUp(Duration.ofMinutes(1));

    assertThat(TableRows.of(database, TABLES)).isEqualTo(before);
  }

  /** Something for each table, a failure among it. */
  private void everything(Lab lab) throws InterruptedException {
    bus().succeeds(new ScanTemplates(lab.select(), false, null));
    bus().succeeds(new RenameTemplate(lab.host(1), SABAYON, null));
    bus().succeeds(new ScanDistributions(lab.select()));
    String create = bus().give(create(lab, SABAYON_RENAMED, 1, "10.99.0.10", true));
    bus().failed(create);
    String id = one(ContainerCreated.class, create).container();
    bus().succeeds(new MapDistribution(lab.host(1), SABAYON_RENAMED, "gentoo", false));
    bus().succeeds(new StopContainer(lab.host(1), id, true));
    bus().succeeds(new StartContainer(lab.host(1), id, null));
    bus()
        .succeeds(
            new DefineContainer(
                lab.host(1),
                id,
                new DefinedContainer(false, "web", List.of(), null),
                DefinitionMode.REPORT));
    bus().succeeds(new CheckContainers(lab.select()));
  }
}
