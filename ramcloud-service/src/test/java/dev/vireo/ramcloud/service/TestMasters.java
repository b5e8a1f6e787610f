package dev.vireo.ramcloud.service;

import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.log.LogMeters;
import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.wire.ServerOptions;
import java.time.Duration;
import java.util.Map;

/** Masters in this process, on the broker that tests share. */
final class TestMasters {
  private TestMasters() {}

  /**
   * Starts one.
   *
   * @param log the topic of its log; its group has a name made of it
   * @param tablets of the log
   * @param id unlike that of any other master of the log
   */
  static RunningMaster start(String log, int tablets, String id) {
    return RunningMaster.start(
        ServerOptions.local(0),
        64 << 20,
        port ->
            new LogSettings(
                Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers()),
                log,
                log + "-masters",
                tablets,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                16 << 20,
                false,
                id,
                "127.0.0.1",
                port),
        LogMeters.NONE);
  }
}
