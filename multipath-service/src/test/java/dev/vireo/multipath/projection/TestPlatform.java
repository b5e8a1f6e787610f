package dev.vireo.multipath.projection;

import dev.vireo.bus.Domain;
import dev.vireo.testing.ServicePlatform;

/** What the service stands on in tests of its views. */
public final class TestPlatform extends ServicePlatform {

  /** Of this service. */
  public TestPlatform() {
    super(Domain.MULTIPATH);
  }
}
