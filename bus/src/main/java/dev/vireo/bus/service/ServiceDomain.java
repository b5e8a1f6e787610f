package dev.vireo.bus.service;

import dev.vireo.bus.Domain;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which service this is, from {@code vireo.domain}, and which process of it. */
@ApplicationScoped
public class ServiceDomain {

  private final Domain domain;
  private final String instance;

  ServiceDomain(@ConfigProperty(name = "vireo.domain") String domain) {
    this.domain = Domain.valueOf(domain.toUpperCase(Locale.ROOT));
    this.instance = domain + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Its domain. */
  public Domain domain() {
    return domain;
  }

  /** This process, among others of the service. */
  public String instance() {
    return instance;
  }

  /** How it signs its messages. */
  public String source() {
    return "/vireo/" + domain.word();
  }
}
