package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import java.util.List;

/**
 * Which configuration a host takes for a template.
 *
 * @param template the name it goes by, as {@code OSTEMPLATE} has it
 * @param config the file it ends at, such as {@code centos.conf} or {@code default}
 * @param tried names it tries before
 * @param usedBy containers that were made from it
 */
public record ResolvedDistribution(
    String template, String config, List<String> tried, List<String> usedBy) {
  public ResolvedDistribution {
    tried = Absent.orEmpty(tried);
    usedBy = Absent.orEmpty(usedBy);
  }
}
