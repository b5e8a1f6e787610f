package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.codec.Json;
import dev.vireo.bus.multipath.ScanPaths;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service answers from the packaged RAMCloud, and where that is gone without it. */
class LiveViewIT {

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = LoopbackPort.free();

  @Test
  void devices_are_shown_by_ramcloud_and_while_it_is_away_the_same_by_postgres() throws Exception {
    TestBackends backends = TestBackends.shared();
    Surroundings around =
        new Surroundings(backends.bootstrapServers(), backends.newDatabase("multipath"), folder);
    Files.createDirectory(around.credentials());
    Map<String, String> cluster =
        Map.of(
            "vireo.ramcloud.topic", "vireo.ramcloud.log.live",
            "vireo.ramcloud.group", "vireo-ramcloud-live");
    RamcloudProcess ramcloud = RamcloudProcess.start(around.kafka(), folder, cluster).ready();
    Map<String, String> environment =
        Map.of(
            "VIREO_RAMCLOUD", ramcloud.url(),
            "VIREO_LEASES", "ramcloud",
            "VIREO_HTTP_PORT", Integer.toString(port));
    try (Conversation bus = new Conversation(around.kafka());
        Lab lab = Lab.uniform(1, 4, bus, around.credentials(), around.knownHosts());
        ServiceProcess service = ServiceProcess.start(around, "", "6s", environment)) {
      bus.succeeds(new ScanPaths(lab.select()));
      String live = awaitFrom("ramcloud", lab.host(1));
      assertThat(Json.MAPPER.readTree(live)).as(service.tail()).hasSizeGreaterThanOrEqualTo(4);

      ramcloud.kill();
      assertThat(rounded(awaitFrom("postgres", lab.host(1)))).isEqualTo(rounded(live));
    } finally {
      ramcloud.kill();
    }
  }

  /** PostgreSQL keeps times to the microsecond, and rounds them. */
  private static String rounded(String devices) {
    return devices.replaceAll("\"readAt\":\"[^\"]*\"", "\"readAt\"");
  }

  private String awaitFrom(String view, String host) throws InterruptedException {
    String[] body = new String[1];
    Conversation.until(
        "an answer from " + view,
        () -> {
          try {
            HttpResponse<String> answer =
                http.send(
                    HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/devices?host=" + host))
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
            body[0] = answer.body();
            return answer.statusCode() == 200
                && answer.headers().firstValue("Vireo-View").orElse("").equals(view)
                && !answer.body().equals("[]");
          } catch (IOException e) {
            return false;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
          }
        });
    return body[0];
  }
}
