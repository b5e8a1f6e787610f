package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.backup.RebuildProjections;
import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.codec.Json;
import dev.vireo.local.LoopbackPort;
import dev.vireo.local.testing.RamcloudProcess;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.local.testing.ServiceProcess.Surroundings;
import dev.vireo.local.testing.TestBackends;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service answers from the packaged RAMCloud, and where that is gone without it. */
@Tag("long")
class LiveViewIT {

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = LoopbackPort.free();

  @Test
  void points_are_shown_by_ramcloud_the_same_after_a_rebuild_and_by_postgres_while_it_is_away()
      throws Exception {
    TestBackends backends = TestBackends.shared();
    Surroundings around =
        new Surroundings(backends.bootstrapServers(), backends.newDatabase("backup"), folder);
    Files.createDirectory(around.credentials());
    Map<String, String> cluster =
        Map.of(
            "vireo.ramcloud.topic", "vireo.ramcloud.log.live-backup",
            "vireo.ramcloud.group", "vireo-ramcloud-live-backup");
    RamcloudProcess ramcloud = RamcloudProcess.start(around.kafka(), folder, cluster).ready();
    Map<String, String> environment =
        Map.of(
            "VIREO_RAMCLOUD", ramcloud.url(),
            "VIREO_LEASES", "ramcloud",
            "VIREO_HTTP_PORT", Integer.toString(port));
    try (Conversation bus = new Conversation(around.kafka());
        SshMachine host = SshMachine.start(folder.resolve("host"));
        ServiceProcess service = ServiceProcess.start(around, "", "6s", environment)) {
      host.register(bus, around.credentials());
      BackupChain chain =
          BackupChain.start(bus, host, folder.resolve("chain"), around.credentials());
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
    } finally {
      ramcloud.kill();
    }
  }

  /** PostgreSQL keeps times to the microsecond, and rounds them. */
  private static String rounded(JsonNode points) {
    return points.toString().replaceAll("\"(at|verifiedAt)\":\"[^\"]*\"", "\"$1\"");
  }

  private JsonNode awaitFrom(String view, String job, int count) throws Exception {
    JsonNode[] shown = new JsonNode[1];
    Conversation.until(
        count + " points from " + view,
        () -> {
          try {
            HttpResponse<String> answer =
                http.send(
                    HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/backup/points?job=" + job))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
            shown[0] = Json.MAPPER.readTree(answer.body());
            return answer.statusCode() == 200
                && answer.headers().firstValue("Vireo-View").orElse("").equals(view)
                && shown[0].size() == count;
          } catch (IOException e) {
            return false;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
          }
        });
    return shown[0];
  }
}
