package dev.vireo.bus.service.edge;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * With {@code VIREO_HTTP_CERTIFICATE} and {@code VIREO_HTTP_KEY}, PEM files, a service speaks HTTPS
 * on its port and nothing else there.
 */
public final class HttpsSwitch implements ConfigSourceFactory {

  static final String CERTIFICATE = "VIREO_HTTP_CERTIFICATE";
  static final String KEY = "VIREO_HTTP_KEY";

  /** After what one service says of its port (250), before what its operator says (300). */
  private static final int ORDINAL = 260;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    String certificate = value(context, CERTIFICATE);
    String key = value(context, KEY);
    if (certificate.isEmpty() && key.isEmpty()) {
      return List.of();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new IllegalArgumentException(
          CERTIFICATE + " and " + KEY + " go together, and only one is set");
    }
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                "quarkus.http.insecure-requests", "disabled",
                "quarkus.http.ssl-port", "${quarkus.http.port}",
                "quarkus.http.ssl.certificate.files", certificate,
                "quarkus.http.ssl.certificate.key-files", key,
                "quarkus.http.ssl.protocols", "TLSv1.3,TLSv1.2"),
            CERTIFICATE,
            ORDINAL));
  }

  private static String value(ConfigSourceContext context, String name) {
    ConfigValue given = context.getValue(name);
    String value = given == null ? null : given.getValue();
    return value == null ? "" : value.strip();
  }
}
