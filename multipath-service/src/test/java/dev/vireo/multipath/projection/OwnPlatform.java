package dev.vireo.multipath.projection;

import dev.vireo.bus.Domain;
import dev.vireo.local.LocalKafka;
import dev.vireo.testing.ServicePlatform;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** With a broker of the test's own, whose topics it may spoil. */
public final class OwnPlatform extends ServicePlatform {

  private @Nullable LocalKafka kafka;

  /** Of this service. */
  public OwnPlatform() {
    super(Domain.MULTIPATH);
  }

  @Override
  protected String bootstrapServers(Path scratch) {
    LocalKafka own = LocalKafka.start(scratch.resolve("kafka"));
    kafka = own;
    return own.bootstrapServers();
  }

  @Override
  public void stop() {
    if (kafka != null) {
      kafka.close();
    }
    super.stop();
  }
}
