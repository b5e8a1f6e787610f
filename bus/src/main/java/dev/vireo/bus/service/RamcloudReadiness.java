package dev.vireo.bus.service;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * RAMCloud is part of readiness by words alone: without it commands wait, and queries are answered
 * from PostgreSQL, so an instance is not to be taken out of service.
 */
@Readiness
@ApplicationScoped
class RamcloudReadiness implements HealthCheck {

  private final RamcloudWatch ramcloud;

  RamcloudReadiness(RamcloudWatch ramcloud) {
    this.ramcloud = ramcloud;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("ramcloud")
        .up()
        .withData("standing", ramcloud.standing())
        .build();
  }
}
