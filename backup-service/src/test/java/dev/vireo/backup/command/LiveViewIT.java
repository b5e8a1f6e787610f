package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.backup.RebuildProjections;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.OwnRamcloud;
import dev.vireo.testing.PackagedService;
import dev.vireo.testing.QueryApi;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service answers from the packaged RAMCloud, and where that is gone without it. */
@Tag("long")
class LiveViewIT {

  @TempDir Path folder;

  private final QueryApi api = new QueryApi();

  @Test
  void points_are_shown_by_ramcloud_the_same_after_a_rebuild_and_by_postgres_while_it_is_away()
      throws Exception {
    try (PackagedService packaged = PackagedService.in(folder, Domain.BACKUP);
        OwnRamcloud ramcloud = OwnRamcloud.start(packaged.around().kafka(), folder);
        SshMachine host = SshMachine.start(folder.resolve("host"));
        ServiceProcess service =
            packaged.start("", "6s", api.environment(ramcloud.environment()))) {
      Conversation bus = packaged.bus();
      host.register(bus, packaged.credentials());
      BackupChain chain =
          BackupChain.start(bus, host, folder.resolve("chain"), packaged.credentials());
      chain.run();
      chain.write("etc/hosts", "changed");
      bus.succeeds(new RehearseRestore(chain.run().point(), null, null));

      JsonNode live = awaitFrom("ramcloud", chain.job(), 2);
      assertThat(live.path(0).path("state").asText()).as(service.tail()).isEqualTo("VERIFIED");
      assertThat(live.path(0).path("verifiedBy").asText()).isEqualTo("READ");
      assertThat(live.path(1).path("state").asText()).isEqualTo("UNVERIFIED");

      bus.succeeds(new RebuildProjections("test"));
      assertThat(awaitFrom("ramcloud", chain.job(), 2)).isEqualTo(live);

      ramcloud.kill();
      assertThat(rounded(awaitFrom("postgres", chain.job(), 2))).isEqualTo(rounded(live));
    }
  }

  /** PostgreSQL keeps times to the microsecond, and rounds them. */
  private static String rounded(JsonNode points) {
    return points.toString().replaceAll("\"(at|verifiedAt)\":\"[^\"]*\"", "\"$1\"");
  }

  private JsonNode awaitFrom(String view, String job, int count) throws Exception {
    return api.await(view, "/backup/points?job=" + job, points -> points.size() == count);
  }
}
