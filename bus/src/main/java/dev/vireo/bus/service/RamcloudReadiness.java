package dev.vireo.bus.service;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * While RAMCloud is away commands wait, and queries are answered from PostgreSQL, so no instance is
 * to be taken out of service: that is told by words alone. But one that RAMCloud refuses from its
 * start (a wrong password, a certificate that is not trusted) was set up wrongly, and shall not
 * take the place of one that works.
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
        .status(!ramcloud.shutOut())
        .withData("standing", ramcloud.standing())
        .build();
  }
}
