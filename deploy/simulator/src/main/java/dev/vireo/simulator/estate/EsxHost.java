package dev.vireo.simulator.estate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One host. Its state is made of immutable records; every change replaces them under the host's
 * lock and is then told to the listener.
 */
public final class EsxHost {
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong reads = new AtomicLong();
  private final String name;
  private final Release release;
  private final List<Adapter> adapters;
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Satp> satps = new LinkedHashMap<>();
  private final List<SatpRule> rules = new ArrayList<>();
  private volatile Runnable listener = () -> {};
  private int boots;

  public EsxHost(HostState state) {
    this.name = state.name();
    this.release = state.release();
    this.adapters = List.copyOf(state.adapters());
    this.boots = state.boots();
    this.rules.addAll(state.rules());
    state.satps().forEach(satp -> satps.put(satp.name(), satp));
    state.devices().forEach(device -> devices.put(device.id(), device));
  }

  /** Tells this one of every change from now on. It is called without the lock held. */
  public void onChange(Runnable told) {
    listener = told;
  }

  public String name() {
    return name;
  }

  public Release release() {
    return release;
  }

  public List<Adapter> adapters() {
    return adapters;
  }

  public Optional<Adapter> adapter(String adapterName) {
    return adapters.stream().filter(adapter -> adapter.name().equals(adapterName)).findFirst();
  }

  public HostState state() {
    return read(
        () ->
            new HostState(
                name,
                release,
                boots,
                adapters,
                List.copyOf(satps.values()),
                List.copyOf(rules),
                List.copyOf(devices.values())));
  }

  public List<Device> devices() {
    return read(() -> List.copyOf(devices.values()));
  }

  public Optional<Device> device(String id) {
    return read(() -> Optional.ofNullable(devices.get(id)));
  }

  public List<Satp> satps() {
    return read(() -> List.copyOf(satps.values()));
  }

  public List<SatpRule> rules() {
    return read(() -> List.copyOf(rules));
  }

  /** Whether the host has loaded the SATP's module, which it does when a device needs it. */
  public boolean isLoaded(String satp) {
    return satp.equals("VMW_SATP_LOCAL")
        || satp.equals("VMW_SATP_DEFAULT_AA")
        || devices().stream().anyMatch(device -> device.satp().equals(satp));
  }

  public boolean offers(String psp) {
    return Plugins.psps(release).containsKey(psp);
  }

  /** A number that is another one at each call: counters in listings move by it. */
  public long tick() {
    return reads.incrementAndGet();
  }

  /** Changes a device's policy; empty if there is no such device. */
  public Optional<Change> changePolicy(String id, UnaryOperator<Policy> change) {
    return change(
        () ->
            Optional.ofNullable(devices.get(id))
                .map(
                    device -> {
                      Device changed = device.with(change.apply(device.policy()));
                      devices.put(id, changed);
                      return new Change(device.policy(), changed.policy());
                    }));
  }

  /** The policy that a device gets when nobody pinned one: its rule's, else its SATP's default. */
  public Policy defaultPolicy(Device device) {
    return read(() -> claimed(device).policy());
  }

  /** Empty if there is no such SATP. Devices that exist follow at the next reboot. */
  public Optional<Change> setSatpDefault(String satp, String psp) {
    return change(
        () ->
            Optional.ofNullable(satps.get(satp))
                .map(
                    before -> {
                      Satp after = new Satp(satp, psp, before.description());
                      satps.put(satp, after);
                      return new Change(before, after);
                    }));
  }

  /** Empty if the same rule is there already. */
  public Optional<Change> addRule(SatpRule rule) {
    return changeRules(
        before -> {
          if (before.stream().anyMatch(rule::sameClaim)) {
            return before;
          }
          List<SatpRule> after = new ArrayList<>(before);
          after.add(rule);
          return List.copyOf(after);
        });
  }

  /** Empty if there is no such rule that a user added. */
  public Optional<Change> removeRule(SatpRule rule) {
    return changeRules(
        before ->
            before.stream()
                .filter(other -> !(other.group().equals("user") && other.sameClaim(rule)))
                .toList());
  }

  private Optional<Change> changeRules(UnaryOperator<List<SatpRule>> change) {
    return change(
        () -> {
          List<SatpRule> before = List.copyOf(rules);
          List<SatpRule> after = change.apply(before);
          if (before.equals(after)) {
            return Optional.empty();
          }
          rules.clear();
          rules.addAll(after);
          return Optional.of(new Change(userRules(before), userRules(after)));
        });
  }

  private static List<SatpRule> userRules(List<SatpRule> rules) {
    return rules.stream().filter(rule -> rule.group().equals("user")).toList();
  }

  /** Puts a path into a state; empty if there is no such path. */
  public Optional<Change> setPath(String runtimeName, PathState state) {
    return change(
        () -> {
          for (Device device : devices.values()) {
            Optional<Path> found = device.path(runtimeName);
            if (found.isPresent()) {
              Path before = found.get();
              Path after = before.with(state);
              devices.put(
                  device.id(),
                  device.with(
                      device.paths().stream()
                          .map(path -> path.equals(before) ? after : path)
                          .toList()));
              return Optional.of(new Change(before.state(), after.state()));
            }
          }
          return Optional.empty();
        });
  }

  /** A device appears and is claimed as the rules say. One that is there already is replaced. */
  public Device appear(Device device) {
    return change(
        () -> {
          Device claimed = device.isNmp() ? claimed(device) : device;
          devices.put(claimed.id(), claimed);
          return claimed;
        });
  }

  /** Starts the host anew: what follows defaults follows the ones of now. */
  public void reboot() {
    change(
        () -> {
          boots++;
          devices.replaceAll((id, device) -> device.isNmp() ? claimed(device) : device);
          return boots;
        });
  }

  /**
   * Lets go of a device and claims it by the rules of now, as {@link #reboot} does with all; empty
   * if there is no such device under NMP.
   */
  public Optional<Change> reclaim(String id) {
    return change(
        () ->
            Optional.ofNullable(devices.get(id))
                .filter(Device::isNmp)
                .map(
                    device -> {
                      Device after = claimed(device);
                      devices.put(id, after);
                      return new Change(device.policy(), after.policy());
                    }));
  }

  /** The device as the rules of now claim it; a pinned policy stays. */
  private Device claimed(Device device) {
    Optional<SatpRule> rule =
        rules.stream()
            .filter(candidate -> candidate.claims(device.id(), device.hardware()))
            .max(
                Comparator.comparingInt(SatpRule::rank)
                    .thenComparing(candidate -> candidate.group().equals("user")));
    String satp = rule.map(SatpRule::satp).orElse(device.satp());
    Policy policy = device.policy();
    if (!policy.pinned()) {
      Satp plugin = satps.get(satp);
      String fallback = plugin == null ? Policy.FIXED : plugin.defaultPsp();
      String psp = rule.map(SatpRule::defaultPsp).filter(text -> !text.isEmpty()).orElse(fallback);
      Policy moved = policy.to(psp, false);
      policy =
          moved.equals(policy)
              ? policy
              : moved.with(
                  configured(moved.roundRobin(), rule.map(SatpRule::pspOptions).orElse("")));
    }
    return new Device(
            device.id(), device.claimedBy(), satp, device.hardware(), policy, device.paths())
        .settled();
  }

  /** Round robin configured by a rule's PSP options, for instance {@code iops=1}. */
  private static RoundRobin configured(RoundRobin start, String pspOptions) {
    RoundRobin configured = start;
    for (String option : pspOptions.replace("'", "").split("[;, ]")) {
      String[] pair = option.split("=", 2);
      if (pair.length == 2 && pair[1].matches("[0-9]{1,15}")) {
        configured =
            switch (pair[0]) {
              case "iops" -> configured.withIops(Long.parseLong(pair[1]));
              case "bytes" -> configured.withBytes(Long.parseLong(pair[1]));
              case "useANO" -> configured.withUnoptimised(pair[1].equals("1"));
              default -> configured;
            };
      } else if (option.equals("policy=latency")) {
        configured = configured.with(RoundRobin.Type.LATENCY);
      }
    }
    return configured;
  }

  /** Runs several reads as one, so that no change falls between them. */
  public <T> T together(Function<EsxHost, T> reads) {
    return read(() -> reads.apply(this));
  }

  private <T> T read(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }

  private <T> T change(Supplier<T> body) {
    T result = read(body);
    listener.run();
    return result;
  }
}
