package dev.vireo.container.check;

import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.container.domain.lifecycle.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The checks of a container that only an API was asked about. What it cannot tell is not taken for
 * granted: that check is skipped, and its evidence says so.
 */
public final class ApiChecks {

  private ApiChecks() {}

  /**
   * What an API told.
   *
   * @param product of the host, such as {@code Proxmox VE 8.2}
   * @param status its word for what the container is doing
   * @param interfaces addresses by interface as the container's kernel has them, without prefixes;
   *     empty where the API does not tell
   */
  public record Told(
      String product, String status, Optional<Map<String, List<String>>> interfaces) {}

  /** All checks, in their order. */
  public static List<StartCheck> of(StartChecks wanted, Told told) {
    return List.of(
        new StartCheck(
            StartCheckName.STATUS_RUNNING,
            told.status().equals("running") ? StartCheckResult.PASSED : StartCheckResult.FAILED,
            "the API says " + told.status()),
        unknown(StartCheckName.INIT_ALIVE, told, "processes within"),
        address(wanted, told),
        unknown(StartCheckName.DEFAULT_ROUTE, told, "routes within"),
        unknown(StartCheckName.RESOLV_CONF, told, "files within"),
        unknown(StartCheckName.GATEWAY_PING, told, "whether the gateway answers it"));
  }

  private static StartCheck unknown(StartCheckName name, Told told, String what) {
    return new StartCheck(
        name,
        StartCheckResult.SKIPPED,
        "not known: the API of " + told.product() + " does not tell " + what);
  }

  private static StartCheck address(StartChecks wanted, Told told) {
    if (wanted.addresses().isEmpty()) {
      return new StartCheck(
          StartCheckName.ADDRESS, StartCheckResult.SKIPPED, "no address was asked for it");
    }
    if (told.interfaces().isEmpty()) {
      return unknown(StartCheckName.ADDRESS, told, "addresses that a container really has");
    }
    Map<String, List<String>> has = told.interfaces().get();
    String shown =
        has.isEmpty()
            ? "it has no interface"
            : has.entrySet().stream()
                .map(e -> e.getKey() + " has " + words(e.getValue()))
                .collect(Collectors.joining("; "));
    for (Address address : wanted.addresses()) {
      String ip = address.ip().toString();
      if (has.values().stream().noneMatch(all -> all.contains(ip))) {
        return new StartCheck(
            StartCheckName.ADDRESS, StartCheckResult.FAILED, ip + " was asked, and " + shown);
      }
    }
    return new StartCheck(StartCheckName.ADDRESS, StartCheckResult.PASSED, shown);
  }

  private static String words(List<String> addresses) {
    return addresses.isEmpty() ? "no IPv4 address" : String.join(", ", addresses);
  }
}
