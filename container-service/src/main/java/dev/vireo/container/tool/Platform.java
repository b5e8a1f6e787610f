package dev.vireo.container.tool;

import dev.vireo.bus.container.TemplateRule;
import dev.vireo.hypervisor.script.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a host says it is, and so which tool it has. */
public final class Platform {

  /** Steps that have a host say what it is. */
  public static final List<Step> ASK =
      List.of(
          Step.of("pve", "pveversion"),
          Step.of("prlctl", "prlctl", "--version"),
          Step.of("vzctl", "vzctl", "--version"),
          Step.of("vz", "cat", "/etc/vz/vz.conf"),
          Step.of("lxc", "lxc-ls", "--version"),
          Step.of("lxcpath", "lxc-config", "lxc.lxcpath"),
          Step.of("lxcnet", "cat", "/etc/lxc/default.conf"),
          Step.of("cgroup2", "test", "-e", "/sys/fs/cgroup/cgroup.controllers"));

  private static final Pattern PVE = Pattern.compile("pve-manager/([0-9]+)\\.([0-9]+)\\S*");
  private static final Pattern PRLCTL = Pattern.compile("prlctl version [0-9]+\\.\\S*");
  private static final Pattern VZCTL = Pattern.compile("vzctl version ([0-9]+)\\S*");
  private static final Pattern FOLDER = Pattern.compile("/[A-Za-z0-9_./-]*[A-Za-z0-9_/-]");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");
  private static final int FIRST_PVE_WITH_LXC = 4;

  private Platform() {}

  /**
   * The tool of a host; empty where it has none that is known.
   *
   * @param answers to {@link #ASK}
   * @param tags of the host: {@code bridge} names the bridge of containers of LXC and Proxmox VE,
   *     {@code lxcpath} the folder of LXC's, {@code templates} that of their templates, {@code
   *     storage} where Proxmox VE puts root file systems
   */
  public static Optional<ContainerTool> of(Answers answers, Map<String, String> tags) {
    Optional<Matcher> pve = found(PVE, answers.good("pve"));
    Optional<Matcher> prlctl = found(PRLCTL, answers.good("prlctl"));
    if (prlctl.isPresent()) {
      // OpenVZ 7 has a vzctl, too, which knows no container's name.
      return Optional.of(
          new Prlctl(
              "OpenVZ, " + prlctl.get().group().strip(),
              VzPaths.of(answers.good("vz").orElse(""))));
    }
    Optional<Matcher> vzctl = found(VZCTL, answers.good("vzctl"));
    if (vzctl.isPresent() && pve.map(Platform::major).orElse(0) < FIRST_PVE_WITH_LXC) {
      String product =
          pve.map(p -> "Proxmox VE " + p.group(1) + "." + p.group(2))
              .orElse("OpenVZ, " + vzctl.get().group().strip());
      return Optional.of(
          new Vzctl(
              product,
              rule(pve.map(Platform::major)),
              major(vzctl.get()),
              VzPaths.of(answers.good("vz").orElse(""))));
    }
    if (pve.isPresent() && major(pve.get()) >= FIRST_PVE_WITH_LXC) {
      return Optional.of(
          new Pct(
              "Proxmox VE " + pve.get().group(1) + "." + pve.get().group(2),
              rule(pve.map(Platform::major)),
              major(pve.get()),
              name(tags, "bridge").orElse("vmbr0"),
              name(tags, "storage")));
    }
    return pve.isEmpty() && answers.good("lxc").isPresent()
        ? Optional.of(lxc(answers, tags))
        : Optional.empty();
  }

  /** A name of the host that a tag gives, if it is one. */
  static Optional<String> name(Map<String, String> tags, String tag) {
    return Optional.ofNullable(tags.get(tag)).filter(n -> NAME.matcher(n).matches());
  }

  private static ContainerTool lxc(Answers answers, Map<String, String> tags) {
    return new Lxc(
        "LXC " + answers.good("lxc").orElse("").strip(),
        folder(tags.get("lxcpath"))
            .or(() -> answers.good("lxcpath").map(String::strip).filter(p -> p.startsWith("/")))
            .orElse("/var/lib/lxc"),
        folder(tags.get("templates")).orElse("/var/cache/vireo/templates"),
        Optional.ofNullable(tags.get("bridge"))
            .or(() -> LxcConfig.value(answers.good("lxcnet").orElse(""), "lxc.net.0.link"))
            .orElse("lxcbr0"),
        answers.good("cgroup2").isPresent());
  }

  private static Optional<String> folder(@Nullable String tag) {
    return Optional.ofNullable(tag)
        .filter(t -> FOLDER.matcher(t).matches() && !t.contains("/.."))
        .map(t -> t.replaceFirst("/+$", ""));
  }

  /** Which names a release of Proxmox VE offers; OpenVZ alone looks at no name. */
  static TemplateRule rule(Optional<Integer> pve) {
    if (pve.isEmpty()) {
      return TemplateRule.ANY;
    }
    return switch (pve.get()) {
      case 0, 1 -> TemplateRule.PVE1;
      case 2, 3 -> TemplateRule.PVE3;
      case 4, 5, 6 -> TemplateRule.PVE4;
      case 7, 8 -> TemplateRule.PVE8;
      default -> TemplateRule.PVE9;
    };
  }

  private static int major(Matcher version) {
    return Integer.parseInt(version.group(1));
  }

  private static Optional<Matcher> found(Pattern pattern, Optional<String> text) {
    return text.map(pattern::matcher).filter(Matcher::find);
  }

  /** What a host answered that has no tool known here. */
  public static String said(Answers answers) {
    return "pveversion: "
        + answers.said("pve")
        + "; prlctl: "
        + answers.said("prlctl")
        + "; vzctl: "
        + answers.said("vzctl")
        + "; lxc-ls: "
        + answers.said("lxc");
  }
}
