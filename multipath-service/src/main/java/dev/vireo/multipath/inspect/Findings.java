package dev.vireo.multipath.inspect;

import dev.vireo.multipath.domain.PathState;
import dev.vireo.multipath.domain.PspConfig;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.Satp;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.Transport;
import dev.vireo.multipath.esxcli.CoreDevice;
import dev.vireo.multipath.esxcli.CorePath;
import dev.vireo.multipath.esxcli.HppDevice;
import dev.vireo.multipath.esxcli.NmpDevice;
import dev.vireo.multipath.esxcli.NmpPath;
import dev.vireo.multipath.esxcli.PathWords;
import dev.vireo.multipath.esxcli.PspConfigText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an operator should look at in the captures of one host. Only what the captures show is
 * judged: a listing that is missing gives no finding.
 */
final class Findings {

  private final List<Capture> captures;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> localDevices = new HashSet<>();

  private Findings(List<Capture> captures) {
    this.captures = captures;
    for (Capture capture : captures) {
      capture.all(CoreDevice.class).stream()
          .filter(d -> d.hardware().local() == Told.YES)
          .forEach(d -> localDevices.add(d.id()));
      capture.all(NmpDevice.class).stream()
          .filter(d -> d.satp().equals(SatpName.LOCAL.value()))
          .forEach(d -> localDevices.add(d.id()));
      capture.all(HppDevice.class).stream()
          .filter(d -> d.local() == Told.YES)
          .forEach(d -> localDevices.add(d.id()));
      capture.all(CorePath.class).stream()
          .filter(p -> isInside(p.transport(), p.uid()))
          .forEach(p -> localDevices.add(p.device()));
      capture.all(NmpPath.class).stream()
          .filter(p -> isInside("", p.uid()))
          .forEach(p -> localDevices.add(p.device()));
    }
  }

  /** Whether a path stays within the machine, as that of a disk in a slot does. */
  private static boolean isInside(String transport, String uid) {
    return uid.startsWith("pcie.")
        || PathWords.transport(transport, uid).reach() == Transport.Reach.INSIDE;
  }

  /**
   * @param captures files of one host
   */
  static List<Finding> of(List<Capture> captures) {
    Findings findings = new Findings(captures);
    findings.policies();
    findings.mixedLimits();
    findings.pathHealth();
    findings.defaults();
    return List.copyOf(findings.findings);
  }

  private void add(Capture capture, String subject, String id, String words) {
    findings.add(new Finding(capture.file(), subject, id, words));
  }

  private void policies() {
    for (Capture capture : captures) {
      for (NmpDevice device : capture.all(NmpDevice.class)) {
        policy(capture, device);
      }
    }
  }

  private void policy(Capture capture, NmpDevice device) {
    Optional<SatpName> satp = SatpName.tryParse(device.satp());
    Optional<PspName> psp = PspName.tryParse(device.psp());
    if (psp.isEmpty()) {
      return;
    }
    boolean roundRobin = psp.get().equals(PspName.ROUND_ROBIN);
    boolean fixed = psp.get().equals(PspName.FIXED);
    if (!psp.get().isVmware()) {
      add(
          capture,
          device.id(),
          "third-party-psp",
          psp.get() + " is a storage vendor's own policy: ask the vendor before changing it");
    }
    satp.ifPresent(s -> forSatp(capture, device, s, roundRobin, fixed));
    switch (PspConfigText.parse(device.pspConfig())) {
      case PspConfig.Fixed f
          when f.preferred().isPresent()
              && f.current().isPresent()
              && !f.preferred().equals(f.current()) ->
          add(
              capture,
              device.id(),
              "not-on-preferred-path",
              "I/O goes over "
                  + f.current().get()
                  + " although "
                  + f.preferred().get()
                  + " is preferred: it failed over, or the preferred path is down");
      case PspConfig.Unknown unknown ->
          add(
              capture,
              device.id(),
              "config-not-understood",
              "the policy's configuration is not understood: " + unknown.text());
      default -> {}
    }
    if (roundRobin && device.workingPaths().size() == 1) {
      add(
          capture,
          device.id(),
          "single-working-path",
          "round robin has one working path, " + device.workingPaths().getFirst());
    }
  }

  private void forSatp(
      Capture capture, NmpDevice device, SatpName satp, boolean roundRobin, boolean fixed) {
    if (satp.equals(SatpName.SVC) && !roundRobin) {
      add(
          capture,
          device.id(),
          "svc-not-round-robin",
          "an IBM SVC LUN with "
              + device.psp()
              + " uses one path at a time; IBM asks for VMW_PSP_RR (the default from 5.5 on)");
    }
    if (satp.equals(SatpName.LOCAL) && roundRobin) {
      add(
          capture,
          device.id(),
          "round-robin-on-local",
          "VMW_SATP_LOCAL supports MRU and FIXED only");
    }
    if (satp.activePassiveWithoutAlua() && roundRobin) {
      add(
          capture,
          device.id(),
          "active-passive-without-alua",
          "round robin on an active/passive array without ALUA ("
              + satp
              + ") needs the array's own word for it");
    }
    if (satp.activePassiveWithoutAlua() && fixed) {
      add(
          capture,
          device.id(),
          "fixed-on-active-passive",
          "FIXED on an active/passive array (" + satp + ") can thrash paths between controllers");
    }
    if (satp.equals(SatpName.ALUA) && fixed) {
      add(
          capture,
          device.id(),
          "fixed-on-alua",
          "FIXED with VMW_SATP_ALUA can prefer a path that is not optimised");
    }
  }

  /** Devices of one kind whose round robin is set differently: mostly one that was missed. */
  private void mixedLimits() {
    Map<String, Map<String, List<Located>>> bySettings = new LinkedHashMap<>();
    for (Capture capture : captures) {
      for (NmpDevice device : capture.all(NmpDevice.class)) {
        PspConfig config = PspConfigText.parse(device.pspConfig());
        if (config instanceof PspConfig.RoundRobin) {
          bySettings
              .computeIfAbsent(kindOf(device), k -> new LinkedHashMap<>())
              .computeIfAbsent(config.settingsText(), s -> new ArrayList<>())
              .add(new Located(capture, device));
        }
      }
    }
    bySettings.values().stream().filter(s -> s.size() > 1).forEach(this::oddOnes);
  }

  private record Located(Capture capture, NmpDevice device) {}

  private void oddOnes(Map<String, List<Located>> alike) {
    String usual =
        alike.entrySet().stream()
            .max(Comparator.comparingInt(e -> e.getValue().size()))
            .map(Map.Entry::getKey)
            .orElse("");
    alike.forEach(
        (settings, devices) -> {
          if (!settings.equals(usual)) {
            devices.forEach(
                d ->
                    add(
                        d.capture(),
                        d.device().id(),
                        "mixed-round-robin-limits",
                        "has "
                            + settings
                            + " while "
                            + alike.getOrDefault(usual, List.of()).size()
                            + " like it have "
                            + usual));
          }
        });
  }

  /** SATP and what stands before the device's name: {@code IBM Fibre Channel Disk}. */
  private static String kindOf(NmpDevice device) {
    int name = device.displayName().indexOf(" (");
    return device.satp()
        + " "
        + (name < 0 ? device.displayName() : device.displayName().substring(0, name));
  }

  private void pathHealth() {
    Map<String, Map<String, PathState>> states = new LinkedHashMap<>();
    Map<String, Capture> listedIn = new HashMap<>();
    for (Capture capture : captures) {
      for (NmpPath path : capture.all(NmpPath.class)) {
        String subject = subject(path.device(), path.runtimeName());
        seen(states, subject, path.runtimeName(), PathWords.state("", path.groupState()));
        listedIn.putIfAbsent(subject, capture);
      }
      for (CorePath path : capture.all(CorePath.class)) {
        String subject = subject(path.device(), path.runtimeName());
        seen(states, subject, path.runtimeName(), PathWords.state(path.state(), ""));
        listedIn.putIfAbsent(subject, capture);
      }
    }
    states.forEach(
        (device, paths) -> {
          Capture capture = listedIn.get(device);
          if (capture != null) {
            health(capture, device, paths);
          }
        });
  }

  /** The device, or the path itself where words stand in its place: No associated device. */
  private static String subject(String device, String path) {
    return device.isEmpty() || device.indexOf(' ') >= 0 ? path : device;
  }

  /** The state that a later, more exact listing tells replaces one that is unknown. */
  private static void seen(
      Map<String, Map<String, PathState>> states, String device, String path, PathState state) {
    states
        .computeIfAbsent(device, d -> new TreeMap<>())
        .merge(
            path,
            state,
            (a, b) ->
                a == PathState.DEAD || b == PathState.DEAD
                    ? PathState.DEAD
                    : a == PathState.UNKNOWN ? b : a);
  }

  private void health(Capture capture, String device, Map<String, PathState> paths) {
    String dead =
        paths.entrySet().stream()
            .filter(p -> p.getValue() == PathState.DEAD)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    if (!dead.isEmpty()) {
      add(capture, device, "dead-path", "dead: " + dead);
    }
    long active = paths.values().stream().filter(s -> s == PathState.ACTIVE).count();
    if (active == 0 && dead.isEmpty() && paths.containsValue(PathState.STANDBY)) {
      add(capture, device, "all-paths-standby", "no path is active, all wait on standby");
    }
    if (paths.size() == 1
        && !paths.containsKey(device)
        && !localDevices.contains(device)
        && !device.startsWith("mpx.")) {
      add(
          capture,
          device,
          "single-path",
          "one path only, "
              + paths.keySet().iterator().next()
              + ", in what was captured: nothing to fail over to");
    }
  }

  private void defaults() {
    for (Capture capture : captures) {
      capture.all(Satp.class).stream()
          .filter(s -> s.name().equals(SatpName.SVC) && s.loaded())
          .filter(s -> !s.defaultPsp().equals(PspName.ROUND_ROBIN))
          .forEach(
              s ->
                  add(
                      capture,
                      s.name().value(),
                      "svc-default-not-round-robin",
                      "new IBM SVC LUNs get "
                          + s.defaultPsp()
                          + " unless a claim rule says otherwise"));
    }
  }
}
