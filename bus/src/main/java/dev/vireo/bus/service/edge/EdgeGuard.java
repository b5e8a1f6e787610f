package dev.vireo.bus.service.edge;

import dev.vireo.bus.service.query.Refusal;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a service listen to other machines only with TLS and tokens, and then asks each request for
 * one, but for the two questions of an orchestrator: does it live, is it ready.
 */
@ApplicationScoped
public class EdgeGuard {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeGuard.class);
  private static final Set<String> OPEN = Set.of("/q/health/live", "/q/health/ready");

  /** Before whatever else looks at a request. */
  private static final int FIRST = 1_000;

  private final String host;
  private final String insecure;
  private final ApiTokens tokens;

  EdgeGuard(
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
          String insecure,
      @ConfigProperty(name = "vireo.api.tokens") Optional<Path> file) {
    this.host = host;
    this.insecure = insecure;
    this.tokens = file.map(EdgeGuard::read).orElseGet(() -> ApiTokens.parse(List.of()));
  }

  /** Before anything of the service is begun. */
  void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    new EdgePolicy(host, loopback(), insecure.equals("disabled"), !tokens.isEmpty())
        .objection()
        .ifPresent(
            objection -> {
              throw new IllegalStateException(objection);
            });
    if (!tokens.isEmpty()) {
      LOG.info("queries are answered to the tokens of {}", tokens.names());
    }
  }

  void guard(@Observes Filters filters) {
    if (!tokens.isEmpty()) {
      filters.register(this::admit, FIRST);
    }
  }

  private void admit(RoutingContext request) {
    String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (OPEN.contains(request.normalizedPath())
        || (authorization != null && tokens.holder(authorization).isPresent())) {
      request.next();
      return;
    }
    request
        .response()
        .setStatusCode(401)
        .putHeader("WWW-Authenticate", "Bearer realm=\"vireo\"")
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(
            Json.encode(
                new Refusal(
                    "Authorization",
                    authorization == null
                        ? "a token is needed: Authorization: Bearer TOKEN"
                        : "this token is not known here: its digest must stand in the service's VIREO_API_TOKENS")));
  }

  private boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("VIREO_HTTP_HOST %s is no address".formatted(host), e);
    }
  }

  private static ApiTokens read(Path file) {
    try {
      return ApiTokens.parse(Files.readAllLines(file));
    } catch (MalformedInputException e) {
      throw new IllegalStateException("VIREO_API_TOKENS: %s is not UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "VIREO_API_TOKENS: %s cannot be read: %s".formatted(file, e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "VIREO_API_TOKENS: %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
