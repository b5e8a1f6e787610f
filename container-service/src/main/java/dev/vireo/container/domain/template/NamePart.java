package dev.vireo.container.domain.template;

/**
 * What of a name breaks the rule. The parts of {@code ostype-osversion-name_version_arch.tar.gz},
 * and the whole name where it is none that should reach a host.
 */
public enum NamePart {
  /** Characters or a length that no template's name should have on any host. */
  WHOLE_NAME("name"),
  OSTYPE("ostype"),
  OSVERSION("osversion"),
  NAME("name part"),
  VERSION("version"),
  ARCHITECTURE("architecture"),
  EXTENSION("extension");

  private final String words;

  NamePart(String words) {
    this.words = words;
  }

  /** As a reason calls it. */
  public String words() {
    return words;
  }
}
