package dev.vireo.ramcloud.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who has been given its tablets and serves all of them. A master whose Kafka is away is
 * alive and not ready.
 */
@Readiness
@ApplicationScoped
public class RamcloudReadiness implements HealthCheck {

  private final RamcloudMaster master;

  RamcloudReadiness(RamcloudMaster master) {
    this.master = master;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> obstacle = master.obstacle();
    return HealthCheckResponse.named("tablets")
        .status(obstacle.isEmpty())
        .withData("standing", obstacle.orElse("all tablets are served"))
        .withData("resp", master.port())
        .build();
  }
}
