package dev.vireo.multipath.command;

import dev.vireo.bus.Domain;
import dev.vireo.testing.ServicePlatform;
import java.nio.file.Path;
import java.util.Map;

/** What the service stands on in tests of its commands: nothing is checked by itself. */
public final class CommandPlatform extends ServicePlatform {

  /** Of this service. */
  public CommandPlatform() {
    super(Domain.MULTIPATH);
  }

  @Override
  protected void configure(Map<String, String> configuration, Path scratch) {
    configuration.put("vireo.watch.every", "24h");
  }
}
