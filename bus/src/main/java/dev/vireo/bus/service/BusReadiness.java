package dev.vireo.bus.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Really asks Kafka, and whether this process reads commands and knows the hosts. It also tells
 * which events are lost; that keeps nobody from working, so it changes nothing about being ready.
 */
@Readiness
@ApplicationScoped
public class BusReadiness implements HealthCheck, AutoCloseable {

  private final ServiceRuntime runtime;
  private final ViewWatch views;
  private final Admin admin;

  BusReadiness(ServiceRuntime runtime, ViewWatch views, KafkaClient kafka) {
    this.runtime = runtime;
    this.views = views;
    Properties properties = new Properties();
    properties.putAll(kafka.properties());
    properties.put("default.api.timeout.ms", "3000");
    properties.put("request.timeout.ms", "3000");
    this.admin = Admin.create(properties);
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("bus")
            .status(runtime.ready() && kafkaAnswers())
            .withData("standing", runtime.standing());
    List<LostEvents> lost = views.lost();
    return (lost.isEmpty() ? answer : answer.withData("lost", LostEvents.text(lost))).build();
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
