package dev.vireo.ramcloud.service;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps the port of health, metrics and the cluster's state on this machine. It speaks HTTP in the
 * clear and asks nobody who they are, so no other machine may reach it; whoever gathers metrics
 * from elsewhere does so by something on this machine that has TLS and users.
 */
@ApplicationScoped
public class HttpEdge {

  private final String host;

  HttpEdge(@ConfigProperty(name = "quarkus.http.host") String host) {
    this.host = host;
  }

  /** Before anything is begun. */
  void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        throw new IllegalStateException(
            "VIREO_HTTP_HOST is %s, which other machines reach: health and metrics of a master have neither TLS nor users. Listen on 127.0.0.1, and let something there pass them on"
                .formatted(host));
      }
    } catch (UnknownHostException e) {
      throw new IllegalStateException("VIREO_HTTP_HOST %s is no address".formatted(host), e);
    }
  }
}
