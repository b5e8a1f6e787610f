package dev.vireo.console.estate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Json;
import dev.vireo.console.Trouble;
import dev.vireo.console.query.ApiAccess;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka and the services are: what the options say, else the environment, else {@code
 * run/estate.json} in Vireo's home. Nothing is looked up before it is asked for.
 */
public final class Estate {

  private static final String UP =
      "start an estate with `./vireo up`, or name another one with --kafka and --%s-url";

  private final Places places;
  private final Map<String, String> environment;
  private @Nullable JsonNode file;

  /** Of these options and this environment. */
  public Estate(Places places, Map<String, String> environment) {
    this.places = places;
    this.environment = Map.copyOf(environment);
  }

  /** Vireo's home, where the services are on this machine and share its files. */
  public Optional<Path> home() {
    return variable("VIREO_HOME").map(Path::of);
  }

  /**
   * Kafka client properties, at least {@code bootstrap.servers}.
   *
   * @throws Trouble if nothing says where Kafka is, or the file of properties cannot be read
   */
  public Map<String, String> kafka() {
    Map<String, String> properties = new HashMap<>();
    given(places.kafkaConfig(), "VIREO_KAFKA_CONFIG")
        .ifPresent(config -> properties.putAll(read(Path.of(config))));
    Optional<String> servers = given(places.kafka(), "VIREO_KAFKA");
    if (servers.isPresent()) {
      properties.put("bootstrap.servers", servers.get());
    } else if (!properties.containsKey("bootstrap.servers")) {
      String found = estateFile().path("kafka").asText();
      if (found.isEmpty()) {
        throw Trouble.unreachable(
            "Where Kafka is, neither --kafka nor VIREO_KAFKA says, nor " + estateFileName(),
            UP.formatted("inventory"),
            null);
      }
      properties.put("bootstrap.servers", found);
    }
    return properties;
  }

  /** Whether anything says where a domain's service is: an estate may be without one. */
  public boolean has(Domain domain) {
    return !url(domain).isEmpty();
  }

  /**
   * Base URL of a domain's service.
   *
   * @throws Trouble if nothing says where it is
   */
  public URI service(Domain domain) {
    String name = domain.word();
    String url = url(domain);
    if (url.isEmpty()) {
      throw Trouble.unreachable(
          "Where the %s service is, neither --%s-url nor %s says, nor %s"
              .formatted(name, name, variable(domain), estateFileName()),
          UP.formatted(name),
          null);
    }
    return base(url, name);
  }

  /**
   * What the services ask for: {@code VIREO_API_TOKEN_FILE} and {@code VIREO_API_CA}.
   *
   * @throws Trouble where a file that is named cannot be used
   */
  public ApiAccess access() {
    return ApiAccess.of(
        variable("VIREO_API_TOKEN_FILE").map(Path::of), variable("VIREO_API_CA").map(Path::of));
  }

  /**
   * Where the masters of RAMCloud are.
   *
   * @param option what an option says
   * @throws Trouble if nothing says it
   */
  public String ramcloud(@Nullable String option) {
    Optional<String> given = given(option, "VIREO_RAMCLOUD");
    if (given.isPresent()) {
      return given.get();
    }
    List<String> found = new ArrayList<>();
    estateFile().path("ramcloud").forEach(each -> found.add(each.asText()));
    if (found.isEmpty()) {
      throw Trouble.unreachable(
          "Where RAMCloud is, neither --ramcloud-url nor VIREO_RAMCLOUD says, nor "
              + estateFileName(),
          "start an estate with `./vireo up`, or name a master with --ramcloud-url",
          null);
    }
    return String.join(",", found);
  }

  private String url(Domain domain) {
    @Nullable String option =
        switch (domain) {
          case INVENTORY -> places.inventoryUrl();
          case MULTIPATH -> places.multipathUrl();
          case CONTAINER -> places.containerUrl();
          case BACKUP -> places.backupUrl();
        };
    return given(option, variable(domain))
        .orElseGet(() -> estateFile().path("services").path(domain.word()).asText());
  }

  private static String variable(Domain domain) {
    return "VIREO_" + domain.word().toUpperCase(Locale.ROOT) + "_URL";
  }

  private static URI base(String url, String name) {
    try {
      URI uri = new URI(url.replaceAll("/+$", ""));
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for any other text that is no such URL.
    }
    throw Trouble.refused(
        "'" + url + "' is no URL of the " + name + " service",
        "write it as http://HOST:PORT or https://HOST:PORT");
  }

  private Optional<String> given(@Nullable String option, String variable) {
    return option != null ? Optional.of(option) : variable(variable);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private String estateFileName() {
    return home()
        .map(home -> home.resolve("run").resolve("estate.json").toString())
        .orElse("an estate on this machine (VIREO_HOME is not set)");
  }

  private JsonNode estateFile() {
    if (file == null) {
      file =
          home()
              .map(home -> json(home.resolve("run").resolve("estate.json")))
              .orElseGet(Json.MAPPER::createObjectNode);
    }
    return file;
  }

  private static JsonNode json(Path path) {
    try {
      return Files.exists(path)
          ? Json.MAPPER.readTree(path.toFile())
          : Json.MAPPER.createObjectNode();
    } catch (IOException e) {
      throw Trouble.unreachable(
          path + " cannot be read: " + e.getMessage(), "start the estate again: ./vireo up", e);
    }
  }

  private static Map<String, String> read(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw Trouble.refused(
          "The Kafka client properties in " + path + " cannot be read: " + e,
          "name a readable file of lines such as security.protocol=SASL_SSL");
    }
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    return map;
  }
}
