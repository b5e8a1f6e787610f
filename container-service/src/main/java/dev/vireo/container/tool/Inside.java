package dev.vireo.container.tool;

import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is run inside a container, whichever tool of its host does so.
 *
 * @param tool the words before a command, such as {@code vzctl exec 101}
 */
record Inside(List<String> tool) {

  /** The steps of {@link #look} that show addresses: not every guest has both programs. */
  static final Set<String> SHOW_ADDRESSES = Set.of("addr", "ifconfig");

  Inside {
    tool = List.copyOf(tool);
  }

  /** Runs a command. */
  Step run(String step, String... argv) {
    List<String> all = new ArrayList<>(tool);
    all.addAll(List.of(argv));
    return new Step(step, all);
  }

  /** After what the host itself says of the container, what shows its init and its network. */
  List<Step> look(Step... ofHost) {
    List<Step> steps = new ArrayList<>(List.of(ofHost));
    steps.addAll(within());
    return steps;
  }

  private List<Step> within() {
    return List.of(
        run("init", "cat", "/proc/1/status"),
        run("addr", "ip", "addr", "show"),
        run("ifconfig", "ifconfig", "-a"),
        run("iproute", "ip", "route", "show"),
        run("route", "cat", "/proc/net/route"),
        run("resolv", "cat", "/etc/resolv.conf"));
  }

  /** One echo, waited for at most two seconds. */
  Step ping(Ipv4 gateway) {
    return run("ping", "ping", "-c", "1", "-w", "2", gateway.toString());
  }
}
