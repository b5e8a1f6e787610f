package dev.vireo.container.command;

import dev.vireo.bus.Domain;
import dev.vireo.testing.ServicePlatform;
import java.nio.file.Path;
import java.util.Map;

/** What the service stands on in its tests: nothing is checked by itself. */
public final class CommandPlatform extends ServicePlatform {

  /** Of this service. */
  public CommandPlatform() {
    super(Domain.CONTAINER);
  }

  @Override
  protected void configure(Map<String, String> configuration, Path scratch) {
    configuration.put("vireo.watch.every", "24h");
    // What hangs on a host is given up while somebody still looks on.
    configuration.put("vireo.containers.silence", "15s");
  }
}
