package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.testing.OwnRamcloud;
import dev.vireo.testing.PackagedService;
import dev.vireo.testing.QueryApi;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service answers from the packaged RAMCloud, and where that is gone without it. */
class LiveViewIT {

  @TempDir Path folder;

  private final QueryApi api = new QueryApi();

  @Test
  void devices_are_shown_by_ramcloud_and_while_it_is_away_the_same_by_postgres() throws Exception {
    try (PackagedService packaged = PackagedService.in(folder, Domain.MULTIPATH);
        OwnRamcloud ramcloud = OwnRamcloud.start(packaged.around().kafka(), folder);
        Lab lab = Lab.uniform(1, 4, packaged.bus(), packaged.credentials(), packaged.knownHosts());
        ServiceProcess service =
            packaged.start("", "6s", api.environment(ramcloud.environment()))) {
      packaged.bus().succeeds(new ScanPaths(lab.select()));
      JsonNode live = awaitFrom("ramcloud", lab.host(1));
      assertThat(live).as(service.tail()).hasSizeGreaterThanOrEqualTo(4);

      ramcloud.kill();
      assertThat(rounded(awaitFrom("postgres", lab.host(1)))).isEqualTo(rounded(live));
    }
  }

  /** PostgreSQL keeps times to the microsecond, and rounds them. */
  private static String rounded(JsonNode devices) {
    return devices.toString().replaceAll("\"readAt\":\"[^\"]*\"", "\"readAt\"");
  }

  private JsonNode awaitFrom(String view, String host) throws InterruptedException {
    return api.await(view, "/devices?host=" + host, devices -> !devices.isEmpty());
  }
}
