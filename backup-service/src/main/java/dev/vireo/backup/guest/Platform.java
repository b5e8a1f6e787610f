package dev.vireo.backup.guest;

import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which tool for its guests a host has. */
public final class Platform {

  private static final Pattern PVE = Pattern.compile("pve-manager/([0-9]{1,3})\\.([0-9]{1,3})");
  private static final Pattern FOLDER = Pattern.compile("/[A-Za-z0-9_./-]*[A-Za-z0-9_-]");

  private Platform() {}

  /** Steps that have a host say it. */
  public static List<Step> ask() {
    return List.of(
        Step.of("pve", "pveversion"),
        Step.of("vzdump", "sh", "-c", "command -v vzdump"),
        Step.of("prlctl", "prlctl", "--version"),
        Step.of("vzctl", "vzctl", "--version"),
        Step.of("vz", "cat", "/etc/vz/vz.conf"),
        Step.of("vmware", "vmware", "-v"),
        Step.of("vim", "sh", "-c", "vim-cmd vmsvc/snapshot.remove 2>&1"),
        Step.of("lxc", "lxc-ls", "--version"),
        Step.of("lxcpath", "lxc-config", "lxc.lxcpath"));
  }

  /**
   * The tool; empty where there is none that is known.
   *
   * @param seen what {@link #ask} printed
   * @param tags of the host: {@code lxcpath} names the folder of containers of plain LXC
   */
  public static Optional<GuestTool> of(ScriptOutcome seen, Map<String, String> tags) {
    if (seen.result("vmware").ok()) {
      return Esx.of(seen.result("vmware").stdout(), seen.result("vim").stdout());
    }
    StepResult pve = seen.result("pve");
    Matcher version = PVE.matcher(pve.stdout());
    if (seen.result("prlctl").ok()) {
      // OpenVZ 7 keeps containers in images, and its vzctl knows no container's name.
      return Optional.empty();
    }
    if (pve.ok() && version.find() && (seen.result("vzdump").ok() || !seen.result("vzctl").ok())) {
      return Optional.of(
          Pve.of(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))));
    }
    StepResult vzctl = seen.result("vzctl");
    if (vzctl.ok()) {
      return Optional.of(OpenVz.of(vzctl.stdout(), seen.result("vz").stdout()));
    }
    StepResult lxc = seen.result("lxc");
    if (lxc.ok()) {
      return Optional.of(new Lxc("LXC " + lxc.stdout().strip(), lxcPath(seen, tags)));
    }
    return Optional.empty();
  }

  private static String lxcPath(ScriptOutcome seen, Map<String, String> tags) {
    return Optional.ofNullable(tags.get("lxcpath"))
        .or(
            () ->
                Optional.of(seen.result("lxcpath")).filter(StepResult::ok).map(StepResult::stdout))
        .map(String::strip)
        .filter(p -> FOLDER.matcher(p).matches() && !p.contains("/.."))
        .orElse("/var/lib/lxc");
  }

  /** What a host answered that has no tool known here. */
  public static String said(ScriptOutcome seen) {
    return seen.results().stream()
        .map(r -> r.id() + ": exit " + r.exit())
        .collect(Collectors.joining(", "));
  }
}
