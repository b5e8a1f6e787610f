package dev.vireo.container.command;

import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.container.tool.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which settings of a container a fresh read shows as they were asked. */
final class Applied {

  private Applied() {}

  /** What is not as asked, of that which a listing shows. */
  static Optional<String> lacking(Settings settings, SeenContainer now) {
    if (settings.hostname().isPresent()
        && !settings.hostname().get().text().equals(now.hostname())) {
      return Optional.of("its name is " + now.hostname());
    }
    if (settings.addresses().isPresent()) {
      Set<String> asked =
          settings.addresses().get().stream()
              .map(a -> a.ip().toString())
              .collect(Collectors.toSet());
      if (!asked.equals(Ids.addresses(List.of(now)))) {
        return Optional.of("its addresses are " + now.addresses());
      }
    }
    return settings.onBoot().isPresent()
            && now.onBoot() != null
            && !settings.onBoot().get().equals(now.onBoot())
        ? Optional.of("whether it starts with the host is " + now.onBoot())
        : Optional.empty();
  }

  /** What has changed; of what no listing shows, what the tool took. */
  static List<ContainerChange> changes(SeenContainer before, SeenContainer now, SetContainer c) {
    List<ContainerChange> changes = new ArrayList<>();
    differ(changes, "hostname", before.hostname(), now.hostname());
    differ(
        changes,
        "addresses",
        String.join(", ", before.addresses()),
        String.join(", ", now.addresses()));
    taken(changes, "gateway", c.gateway());
    taken(
        changes,
        "nameservers",
        c.nameservers().isEmpty() ? null : String.join(", ", c.nameservers()));
    taken(changes, "searchDomain", c.searchDomain());
    taken(changes, "onBoot", c.onBoot());
    ContainerResources r = c.resources() == null ? Settings.NO_RESOURCES : c.resources();
    taken(changes, "memoryMiB", r.memoryMiB());
    taken(changes, "swapMiB", r.swapMiB());
    taken(changes, "diskGiB", r.diskGiB());
    taken(changes, "cpus", r.cpus());
    taken(changes, "cpuUnits", r.cpuUnits());
    return changes;
  }

  private static void differ(
      List<ContainerChange> changes, String setting, @Nullable String from, @Nullable String to) {
    if (!Objects.equals(from, to)) {
      changes.add(new ContainerChange(setting, from, to));
    }
  }

  private static void taken(List<ContainerChange> changes, String setting, @Nullable Object to) {
    if (to != null) {
      changes.add(new ContainerChange(setting, null, to.toString()));
    }
  }
}
