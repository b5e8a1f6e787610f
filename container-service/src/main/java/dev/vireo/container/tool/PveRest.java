package dev.vireo.container.tool;

import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node of Proxmox VE is told by its API: paths {@code openvz} on 2.x and 3.x, {@code lxc}
 * from 4.0. It makes calls and reads what answers hold; it does nothing itself.
 *
 * <p>What is empty where an action is asked for, the release's API cannot do: {@link #cannot}.
 *
 * @param major of the release
 * @param minor of the release
 * @param node its name in the cluster
 * @param bridge bridge that network devices are put on
 * @param storage where root file systems are put; empty: where most is free
 */
public record PveRest(int major, int minor, String node, String bridge, Optional<String> storage) {

  private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:[.-].*)?");
  private static final int FIRST_WITH_LXC = 4;
  private static final String SHUTDOWN_SECONDS = "60";

  /**
   * Of the version that the API tells.
   *
   * @param tags of the host, as {@link Platform#of} takes them
   * @return empty where that is no version
   */
  public static Optional<PveRest> of(String version, String node, Map<String, String> tags) {
    Matcher m = VERSION.matcher(version);
    return m.matches()
        ? Optional.of(
            new PveRest(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                node,
                Platform.name(tags, "bridge").orElse("vmbr0"),
                Platform.name(tags, "storage")))
        : Optional.empty();
  }

  /** Such as {@code Proxmox VE 8.2}. */
  public String product() {
    return "Proxmox VE " + major + "." + minor;
  }

  /** Which names of templates it offers. */
  public TemplateRule templateRule() {
    return Platform.rule(Optional.of(major));
  }

  private boolean lxc() {
    return major >= FIRST_WITH_LXC;
  }

  /** Whether it tells the addresses that a container has now. */
  public boolean tellsInterfaces() {
    return major > 8 || major == 8 && minor >= 1;
  }

  /** Where its containers are. */
  public List<String> containers(String... below) {
    List<String> path = new ArrayList<>(List.of("nodes", node, lxc() ? "lxc" : "openvz"));
    path.addAll(Arrays.asList(below));
    return path;
  }

  /** Where its storages are. */
  public List<String> storages(String... below) {
    List<String> path = new ArrayList<>(List.of("nodes", node, "storage"));
    path.addAll(Arrays.asList(below));
    return path;
  }

  /**
   * A container by its configuration.
   *
   * @param status the host's word for what it is doing
   */
  public SeenContainer seen(String id, String status, PveConfig config) {
    if (lxc()) {
      return config.seen(id, status);
    }
    return new SeenContainer(
        id,
        config.get("hostname").orElse(null),
        PveConfig.state(status),
        config.get("ip_address").stream()
            .flatMap(a -> Arrays.stream(a.split("[\\s,;]+")))
            .filter(a -> !a.isEmpty())
            .toList(),
        config.get("ostemplate").map(PveRest::file).orElse(null),
        config.get("onboot").map(v -> v.equals("1")).orElse(false));
  }

  private static String file(String template) {
    return template.substring(template.lastIndexOf('/') + 1);
  }

  /**
   * Makes a container.
   *
   * @param volumes of templates, as its storages list them
   * @param onto the storage with most room; empty: the release's own choice
   */
  public List<PveCall> create(Creation creation, List<String> volumes, Optional<String> onto) {
    Settings settings = creation.settings();
    Map<String, String> p = new TreeMap<>(options(settings, new PveConfig(Map.of())));
    p.put("vmid", creation.id().text());
    // Where no storage offers it, the host says so itself.
    p.put(
        "ostemplate",
        PveListings.volume(volumes, creation.template())
            .orElse("local:vztmpl/" + creation.template()));
    Optional<String> chosen = storage.or(() -> onto);
    if (lxc()) {
      Integer disk = settings.resources().diskGiB();
      p.put(
          "rootfs",
          chosen.orElse("local") + ":" + (disk == null ? Pct.USUAL_DISK_GIB : disk.intValue()));
      if (major >= 5) {
        p.put("unprivileged", "1");
      }
    } else {
      chosen.ifPresent(s -> p.put("storage", s));
    }
    return List.of(new PveCall("POST", containers(), p));
  }

  /** Whether a template of this file name, with or without suffix, is among these volumes. */
  public static boolean offers(List<String> volumes, String template) {
    return PveListings.volume(volumes, template).isPresent();
  }

  /** Starts a container. */
  public List<PveCall> start(ContainerId id) {
    return List.of(status(id, "start", Map.of()));
  }

  /** Stops a container. */
  public List<PveCall> stop(ContainerId id, boolean kill) {
    return List.of(
        kill
            ? status(id, "stop", Map.of())
            : status(id, "shutdown", Map.of("timeout", SHUTDOWN_SECONDS)));
  }

  private PveCall status(ContainerId id, String what, Map<String, String> parameters) {
    return new PveCall("POST", containers(id.text(), "status", what), parameters);
  }

  /** Changes settings of the container that is configured so. */
  public List<PveCall> set(ContainerId id, Settings settings, PveConfig has) {
    List<PveCall> calls = new ArrayList<>();
    Map<String, String> p = options(settings, has);
    if (!p.isEmpty()) {
      calls.add(new PveCall("PUT", containers(id.text(), "config"), p));
    }
    Integer disk = settings.resources().diskGiB();
    if (lxc() && disk != null && !has.rootGiB().equals(Optional.of(disk))) {
      calls.add(
          new PveCall(
              "PUT",
              containers(id.text(), "resize"),
              Map.of("disk", "rootfs", "size", disk + "G")));
    }
    return calls;
  }

  private Map<String, String> options(Settings s, PveConfig has) {
    Map<String, String> p = new TreeMap<>();
    s.hostname().ifPresent(h -> p.put("hostname", h.text()));
    if (!s.nameservers().isEmpty()) {
      p.put("nameserver", String.join(" ", s.nameservers().stream().map(Ipv4::toString).toList()));
    }
    s.searchDomain().ifPresent(d -> p.put("searchdomain", d.text()));
    s.onBoot().ifPresent(b -> p.put("onboot", b ? "1" : "0"));
    ContainerResources r = s.resources();
    put(p, "memory", r.memoryMiB());
    put(p, "swap", r.swapMiB());
    put(p, "cpuunits", r.cpuUnits());
    if (lxc()) {
      put(p, major >= 5 ? "cores" : "cpulimit", r.cpus());
      p.putAll(NetDevice.changed(has.nets(), s.addresses(), s.gateway(), bridge));
    } else {
      put(p, "cpus", r.cpus());
      put(p, "disk", r.diskGiB());
      s.addresses()
          .filter(wanted -> !wanted.isEmpty() || has.get("ip_address").isPresent())
          .ifPresent(
              wanted ->
                  p.put(
                      "ip_address",
                      String.join(" ", wanted.stream().map(a -> a.ip().toString()).toList())));
    }
    return p;
  }

  private static void put(Map<String, String> p, String name, @Nullable Integer value) {
    if (value != null) {
      p.put(name, value.toString());
    }
  }

  /** Destroys a container that does not run. */
  public List<PveCall> destroy(ContainerId id) {
    return List.of(new PveCall("DELETE", containers(id.text()), Map.of()));
  }

  /** Takes a snapshot. */
  public List<PveCall> snapshot(ContainerId id, String name) {
    return lxc()
        ? List.of(new PveCall("POST", containers(id.text(), "snapshot"), Map.of("snapname", name)))
        : List.of();
  }

  /** Copies the container that is configured so, to one without an address. */
  public List<PveCall> copy(ContainerId from, ContainerId to, HostName hostname, PveConfig has) {
    if (!lxc()) {
      return List.of();
    }
    List<PveCall> calls = new ArrayList<>();
    calls.add(
        new PveCall(
            "POST",
            containers(from.text(), "clone"),
            Map.of("newid", to.text(), "hostname", hostname.text(), "full", "1")));
    Map<String, String> bare = Pct.bare(has);
    if (!bare.isEmpty()) {
      calls.add(new PveCall("PUT", containers(to.text(), "config"), bare));
    }
    return calls;
  }

  /**
   * Moves a container to a node of the same cluster.
   *
   * @param target the node's name
   */
  public List<PveCall> migrate(ContainerId id, String target, boolean online) {
    Map<String, String> p = new TreeMap<>(Map.of("target", target));
    if (online) {
      p.put("online", "1");
    } else if (major >= 5) {
      p.put("restart", "1");
    }
    return List.of(new PveCall("POST", containers(id.text(), "migrate"), p));
  }

  /** Why an action for which there are no calls cannot be done. */
  public String cannot() {
    return "the API before 4.0 neither copies containers nor takes snapshots of them";
  }
}
