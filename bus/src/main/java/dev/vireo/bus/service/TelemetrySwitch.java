package dev.vireo.bus.service;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Traces are sent where {@code VIREO_OTLP_ENDPOINT} says, and nowhere if it says nothing. What a
 * service's own configuration says about it comes first.
 */
public final class TelemetrySwitch implements ConfigSourceFactory {

  private static final String ENDPOINT = "VIREO_OTLP_ENDPOINT";

  /** Before the defaults that all services have (100), after what one service says (250). */
  private static final int ORDINAL = 150;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue given = context.getValue(ENDPOINT);
    String endpoint = given == null ? null : given.getValue();
    return List.of(
        new PropertiesConfigSource(
            endpoint == null || endpoint.isBlank()
                ? Map.of("quarkus.otel.sdk.disabled", "true")
                : Map.of("quarkus.otel.exporter.otlp.endpoint", endpoint),
            ENDPOINT,
            ORDINAL));
  }
}
