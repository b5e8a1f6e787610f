package dev.vireo.inventory.domain;

import dev.vireo.bus.hosts.Host.Identity;
import dev.vireo.bus.inventory.Adapter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a host prints about itself, and what it is by that. Each text is what one command printed;
 * empty where the host has no such command or file.
 *
 * @param vmware {@code vmware -v}: {@code VMware ESXi 6.7.0 build-17700523}
 * @param pve {@code pveversion}: {@code pve-manager/8.1.4/ec5affc9e41f1d79 (running kernel: ...)}
 * @param vzKernel {@code /proc/vz/version}: {@code 042stab127.2 ...}
 * @param vzctl {@code vzctl --version}: {@code vzctl version 4.11.1}
 * @param osRelease {@code /etc/os-release}
 */
public record HostWords(
    String vmware, String pve, String vzKernel, String vzctl, String osRelease) {

  private static final int LONGEST = 200;
  private static final Pattern VMWARE =
      Pattern.compile("VMware ESXi?(?: Server)? ([0-9]+(?:\\.[0-9]+)*)(?: build-([0-9]+))?");
  private static final Pattern PVE =
      Pattern.compile("pve-manager/([0-9][0-9A-Za-z.~+-]*)(?:/([0-9A-Za-z]+))?");
  private static final Pattern VZCTL = Pattern.compile("vzctl version ([0-9][0-9A-Za-z.~+-]*)");
  private static final Pattern VZ_KERNEL = Pattern.compile("\\s*([0-9][0-9A-Za-z.~+-]*)");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");

  /**
   * What the host is; empty if it said nothing that is known. Proxmox VE goes before OpenVZ, whose
   * kernel its first releases ran on, and both before the Linux they stand on.
   *
   * @param adapters its storage adapters
   */
  public Optional<Identity> identity(List<Adapter> adapters) {
    return esx(adapters)
        .or(() -> proxmox(adapters))
        .or(() -> openvz(adapters))
        .or(() -> linux(adapters));
  }

  private Optional<Identity> esx(List<Adapter> adapters) {
    return found(VMWARE, vmware)
        .map(m -> new Identity("esx", group(m, 1), m.group(2), m.group(), adapters));
  }

  private Optional<Identity> proxmox(List<Adapter> adapters) {
    return found(PVE, pve)
        .map(m -> new Identity("pve", group(m, 1), m.group(2), firstLine(pve), adapters));
  }

  private Optional<Identity> openvz(List<Adapter> adapters) {
    if (vzKernel.isBlank()) {
      return Optional.empty();
    }
    Matcher kernel = VZ_KERNEL.matcher(vzKernel);
    String build = kernel.lookingAt() ? group(kernel, 1) : null;
    String fullName = "OpenVZ " + firstLine(vzKernel);
    return found(VZCTL, vzctl)
        .map(m -> new Identity("openvz", group(m, 1), build, fullName, adapters))
        .or(
            () ->
                build == null
                    ? Optional.empty()
                    : Optional.of(new Identity("openvz", build, null, fullName, adapters)));
  }

  private Optional<Identity> linux(List<Adapter> adapters) {
    Map<String, String> values = new LinkedHashMap<>();
    osRelease
        .lines()
        .forEach(
            line -> {
              Matcher m = ASSIGNMENT.matcher(line.strip());
              if (m.matches()) {
                values.put(group(m, 1), unquoted(group(m, 2)));
              }
            });
    String name = values.getOrDefault("PRETTY_NAME", values.getOrDefault("NAME", ""));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    // A rolling distribution has no version; os-release(5) leaves VERSION_ID out then.
    String version = values.getOrDefault("VERSION_ID", "rolling");
    return Optional.of(new Identity("linux", version, values.get("BUILD_ID"), name, adapters));
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    String inner = quoted ? value.substring(1, value.length() - 1) : value;
    return plain(inner.replaceAll("\\\\(.)", "$1"));
  }

  /** The match in the first line that has one: a banner or a warning may stand before it. */
  private static Optional<Matcher> found(Pattern pattern, String text) {
    List<Matcher> matches = new ArrayList<>();
    text.lines().map(pattern::matcher).filter(Matcher::find).limit(1).forEach(matches::add);
    return matches.stream().findFirst();
  }

  private static String firstLine(String text) {
    return plain(text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip());
  }

  private static String plain(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "");
    return printable.substring(0, Math.min(LONGEST, printable.length()));
  }

  /** A group that the pattern always has. */
  private static String group(Matcher matcher, int group) {
    @Nullable String text = matcher.group(group);
    return text == null ? "" : text;
  }
}
