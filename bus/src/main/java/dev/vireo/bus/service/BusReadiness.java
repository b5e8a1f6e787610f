package dev.vireo.bus.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Really asks Kafka, and whether this process reads commands and knows the hosts. */
@Readiness
@ApplicationScoped
public class BusReadiness implements HealthCheck, AutoCloseable {

  private final ServiceRuntime runtime;
  private final Admin admin;

  BusReadiness(ServiceRuntime runtime, KafkaClient kafka) {
    this.runtime = runtime;
    Properties properties = new Properties();
    properties.putAll(kafka.properties());
    properties.put("default.api.timeout.ms", "3000");
    properties.put("request.timeout.ms", "3000");
    this.admin = Admin.create(properties);
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("bus")
        .status(runtime.ready() && kafkaAnswers())
        .withData("standing", runtime.standing())
        .build();
  }

  private boolean kafkaAnswers() {
    try {
      return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  @jakarta.annotation.PreDestroy
  public void close() {
    admin.close();
  }
}
