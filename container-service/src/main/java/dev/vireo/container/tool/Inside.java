package dev.vireo.container.tool;

import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.hypervisor.script.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is run inside a container, whichever tool of its host does so.
 *
 * @param tool the words before a command, such as {@code vzctl exec 101}
 */
record Inside(List<String> tool) {

  /**
   * Waits for addresses on the host, so that it need not be asked again and again. Most networks
   * are up in an instant; one that is not is looked at less often. Not every guest has {@code ip}.
   *
   * <p>Words: seconds, addresses with blanks between, then the tool's own.
   */
  private static final String AWAIT_ADDRESSES =
      """
      end=$(($(date +%s) + $1)); want=$2; shift 2; looks=0
      while :; do
        seen=$("$@" ip addr show 2>/dev/null || "$@" ifconfig -a 2>/dev/null)
        up=yes
        for one in $want; do
          case "$seen" in *[!0-9.]"$one"[!0-9.]*) ;; *) up=no ;; esac
        done
        [ "$up" = no ] || exit 0
        [ "$(date +%s)" -lt "$end" ] || exit 1
        looks=$((looks + 1))
        if [ "$looks" -lt 10 ]; then sleep 0.25; else sleep 1; fi
      done
      """;

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

  /** Ends when all of these addresses are there, or after so long, with another exit status. */
  Step awaitAddresses(List<Address> addresses, Duration atMost) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", AWAIT_ADDRESSES, "sh"));
    argv.add(Long.toString(atMost.toSeconds()));
    argv.add(String.join(" ", addresses.stream().map(a -> a.ip().toString()).toList()));
    argv.addAll(tool);
    return new Step("await", argv);
  }

  /** One echo, waited for at most two seconds. */
  Step ping(Ipv4 gateway) {
    return run("ping", "ping", "-c", "1", "-w", "2", gateway.toString());
  }
}
