package dev.vireo.inventory.command;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.HostDiscovered;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.inventory.UnreachableCause;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.vsphere.VSphereHost;
import dev.vireo.inventory.discovery.Knock;
import dev.vireo.inventory.domain.Discovery;
import dev.vireo.inventory.domain.HostName;
import dev.vireo.inventory.domain.Registration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one discovery has found: says so at once, and registers it in the end. For one thread. */
final class Finds {

  private final Handling<?> handling;
  private final Discovery discovery;
  private final Map<String, String> nameByAddress = new HashMap<>();
  private final Map<String, String> addressByName = new HashMap<>();
  private final Map<String, Registration> toRegister = new LinkedHashMap<>();
  private final Map<UnreachableCause, Integer> misses = new EnumMap<>(UnreachableCause.class);
  private final List<String> passedOver = new ArrayList<>();
  private int found;
  private int known;

  Finds(Handling<?> handling, Discovery discovery, List<Host> registered) {
    this.handling = handling;
    this.discovery = discovery;
    for (Host host : registered) {
      nameByAddress.put(host.connection().address(), host.name());
      addressByName.put(host.name(), host.connection().address());
    }
  }

  /** An SSH server answers at an address. */
  void add(Knock.Found knock) {
    String address = knock.address().toString();
    say(
        new HostDiscovered(
            address,
            discovery.where().foundBy(),
            null,
            knock.identification(),
            null,
            null,
            null,
            nameByAddress.get(address)));
    plan(null, knock.address());
  }

  /** No SSH server answers at an address. */
  void miss(Knock.Nothing nothing) {
    misses.merge(nothing.cause(), 1, Integer::sum);
  }

  /**
   * A vCenter has this host.
   *
   * @param port of SSH on the host
   */
  void add(VSphereHost host, int port) {
    HostAddress address;
    try {
      address = HostAddress.parse(host.address(), port);
    } catch (IllegalArgumentException e) {
      passedOver.add(host.name() + " (" + e.getMessage() + ")");
      return;
    }
    say(
        new HostDiscovered(
            address.toString(),
            discovery.where().foundBy(),
            host.name(),
            null,
            host.version() == null ? null : "esx",
            host.version(),
            host.build(),
            nameByAddress.get(address.toString())));
    plan(host.name(), address);
  }

  private void say(HostDiscovered event) {
    found++;
    known += event.registeredAs() == null ? 0 : 1;
    handling.publish(event);
  }

  private void plan(@Nullable String name, HostAddress address) {
    Connection login = discovery.login();
    if (login == null || nameByAddress.containsKey(address.toString())) {
      return;
    }
    Registration registration = registration(name, address, login);
    String host = registration.host().text();
    String taken = addressByName.putIfAbsent(host, address.toString());
    if (taken != null) {
      passedOver.add(address + " (its name would be " + host + ", which is " + taken + ")");
      return;
    }
    nameByAddress.put(address.toString(), host);
    toRegister.put(host, registration);
  }

  private Registration registration(@Nullable String name, HostAddress address, Connection login) {
    try {
      return Discovery.registration(name, address, login, discovery.tags());
    } catch (InvalidMessage e) {
      // What a vCenter calls it is no name that a host may have here.
      return Discovery.registration(HostName.of(address).text(), address, login, discovery.tags());
    }
  }

  /** So far, for a progress line. */
  String count() {
    return found + " found";
  }

  /** Registers what is to be registered, waits for it, and says how the discovery ends. */
  Result register() throws InterruptedException {
    List<RegisterHost> commands =
        toRegister.values().stream()
            .map(r -> new RegisterHost(r.host().text(), r.connection(), r.tags()))
            .toList();
    Children children = Children.work(handling, commands);
    Map<String, String> figures = new HashMap<>(children.figures());
    figures.remove("hosts");
    figures.put("found", Integer.toString(found));
    figures.put("known", Integer.toString(known));
    figures.put("tried", Integer.toString(found + total(misses)));
    misses.forEach((cause, n) -> figures.put("silent." + cause, Integer.toString(n)));
    String summary = summary(children.total() - children.failed().size());
    if (children.good().size() == children.total() && passedOver.isEmpty()) {
      return Result.done(summary, figures);
    }
    return Result.failed(
        FailureReason.PARTLY_DONE,
        summary
            + children.rest()
            + (passedOver.isEmpty() ? "" : "; passed over: " + String.join(", ", shown())),
        figures);
  }

  private String summary(int registered) {
    String silent =
        misses.isEmpty()
            ? ""
            : "; no SSH at "
                + total(misses)
                + " addresses ("
                + misses.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue())
                    .collect(Collectors.joining(", "))
                + ")";
    String next = discovery.login() == null ? "; give a connection to register them" : "";
    return "%d hosts found, %d of them known before, %d registered%s%s"
        .formatted(found, known, registered, silent, next);
  }

  private List<String> shown() {
    return passedOver.subList(0, Math.min(10, passedOver.size()));
  }

  private static int total(Map<UnreachableCause, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
