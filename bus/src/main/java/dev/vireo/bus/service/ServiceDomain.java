package dev.vireo.bus.service;

import dev.vireo.bus.Domain;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which service this is, from {@code vireo.domain}, and which process of it: {@code vireo.instance}
 * where it has a name that it keeps over restarts, such as that of its pod or machine.
 */
@ApplicationScoped
public class ServiceDomain {

  private final Domain domain;
  private final Optional<String> name;
  private final String instance;

  ServiceDomain(
      @ConfigProperty(name = "vireo.domain") String domain,
      @ConfigProperty(name = "vireo.instance") Optional<String> name) {
    this.domain = Domain.valueOf(domain.toUpperCase(Locale.ROOT));
    this.name = name;
    this.instance = domain + "-" + name.orElse(UUID.randomUUID().toString().substring(0, 8));
  }

  /** Its domain. */
  public Domain domain() {
    return domain;
  }

  /** This process, among others of the service. */
  public String instance() {
    return instance;
  }

  /**
   * The client properties by which Kafka knows it again after a restart, and gives it its work back
   * at once; none where it has no name of its own.
   */
  public Map<String, String> membership() {
    return name.isPresent() ? Map.of("group.instance.id", instance) : Map.of();
  }

  /** How it signs its messages. */
  public String source() {
    return "/vireo/" + domain.word();
  }
}
