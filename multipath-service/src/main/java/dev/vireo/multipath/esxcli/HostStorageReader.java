package dev.vireo.multipath.esxcli;

import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.multipath.domain.Claim;
import dev.vireo.multipath.domain.ClaimRule;
import dev.vireo.multipath.domain.Device;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.EsxVersion;
import dev.vireo.multipath.domain.Hardware;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.Path;
import dev.vireo.multipath.domain.PathState;
import dev.vireo.multipath.domain.Psp;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.RuntimeName;
import dev.vireo.multipath.domain.Satp;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.SatpRule;
import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.Transport;
import dev.vireo.multipath.domain.UnparsedLine;
import dev.vireo.multipath.domain.UnreadListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts the listings of one read together. Where two listings tell the same, the more exact one
 * counts: a path's state is that of the core layer, else what its group is in; a device is what the
 * core layer says, with the policy of the plug-in that claims it.
 *
 * <p>A record whose name or policy fits no grammar is reported as unparsed and takes no part: what
 * could not be said back to the host is not planned for.
 */
public final class HostStorageReader {

  private final Map<String, StepResult> results;
  private final Dialect dialect;
  private final List<UnparsedLine> unparsed = new ArrayList<>();
  private final List<UnreadListing> unread = new ArrayList<>();
  private final Set<Listing> given = EnumSet.noneOf(Listing.class);

  private HostStorageReader(Collection<StepResult> results, Dialect dialect) {
    this.results =
        results.stream().collect(Collectors.toMap(StepResult::id, r -> r, (first, again) -> again));
    this.dialect = dialect;
  }

  /**
   * @param dialect in which the host was asked
   * @param results of {@link EsxcliSteps#readAll()}; what is missing, and what was ended well and
   *     not given whole, is reported as unread
   */
  public static HostStorage read(
      String host, Dialect dialect, Collection<StepResult> results, Instant readAt) {
    return new HostStorageReader(results, dialect).read(host, readAt);
  }

  private HostStorage read(String host, Instant readAt) {
    EsxVersion version = version();
    List<NmpDevice> nmpDevices = listing(Listing.DEVICE_LIST, NmpDeviceList::parse);
    List<NmpPath> nmpPaths = listing(Listing.PATH_LIST, NmpPathList::parse);
    List<CoreDevice> coreDevices = listing(Listing.CORE_DEVICE_LIST, CoreDeviceList::parse);
    List<CorePath> corePaths =
        dialect.classic()
            ? listing(Listing.MPATH_BRIEF, MpathBrief::parse)
            : listing(Listing.CORE_PATH_LIST, CorePathList::parse);
    List<Psp> psps = listing(Listing.PSP_LIST, Tables::psps);
    List<Satp> satps = listing(Listing.SATP_LIST, Tables::satps);
    List<SatpRule> satpRules = listing(Listing.SATP_RULE_LIST, Tables::satpRules);
    List<ClaimRule> claimRules = listing(Listing.CLAIM_RULE_LIST, Tables::claimRules);
    List<HppDevice> hppDevices =
        dialect == Dialect.STORAGE_WITH_HPP
            ? listing(Listing.HPP_DEVICE_LIST, HppDeviceList::parse)
            : List.of();
    compare(nmpDevices, nmpPaths, coreDevices, corePaths, hppDevices);
    return new HostStorage(
        host,
        version,
        psps,
        satps,
        satpRules,
        claimRules,
        devices(nmpDevices, coreDevices, hppDevices),
        paths(nmpPaths, corePaths),
        unparsed,
        unread,
        readAt);
  }

  private EsxVersion version() {
    StepResult result = results.get(Listing.VERSION.id());
    Optional<EsxVersion> version =
        result == null ? Optional.empty() : EsxVersionText.parse(result.stdout());
    return version.orElseGet(
        () -> {
          unread.add(
              new UnreadListing(
                  Listing.VERSION.id(), result == null ? "not answered" : "no version in it"));
          return EsxVersion.of(0, 0, 0);
        });
  }

  private <T> List<T> listing(Listing listing, Function<String, Parsed<T>> parser) {
    StepResult result = results.get(listing.id());
    if (result == null) {
      unread.add(new UnreadListing(listing.id(), "not answered"));
      return List.of();
    }
    if (!result.ok()) {
      String said = result.stderr().isBlank() ? result.stdout() : result.stderr();
      String first =
          said.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("nothing");
      unread.add(
          new UnreadListing(
              listing.id(),
              "exit "
                  + result.exit()
                  + ": "
                  + (first.length() > 200 ? first.substring(0, 200) : first)));
      return List.of();
    }
    Parsed<T> parsed = parser.apply(result.stdout());
    unparsed.addAll(parsed.unparsed());
    GivenWhole.byItself(listing, result.stdout(), parsed.items().size())
        .ifPresentOrElse(
            why -> unread.add(new UnreadListing(listing.id(), why)), () -> given.add(listing));
    return parsed.items();
  }

  /** Holds the listings that were given against each other. */
  private void compare(
      List<NmpDevice> nmpDevices,
      List<NmpPath> nmpPaths,
      List<CoreDevice> coreDevices,
      List<CorePath> corePaths,
      List<HppDevice> hppDevices) {
    Listing corePathsBy = dialect.classic() ? Listing.MPATH_BRIEF : Listing.CORE_PATH_LIST;
    GivenWhole whole = new GivenWhole(given);
    whole.names(Listing.DEVICE_LIST, nmpDevices, NmpDevice::id);
    whole.names(Listing.PATH_LIST, nmpPaths, NmpPath::device);
    whole.names(Listing.CORE_DEVICE_LIST, coreDevices, CoreDevice::id);
    whole.names(Listing.HPP_DEVICE_LIST, hppDevices, HppDevice::id);
    whole.names(corePathsBy, corePaths, CorePath::device);
    coreDevices.forEach(d -> whole.claims(Listing.CORE_DEVICE_LIST, d.plugin(), d.id()));
    corePaths.forEach(p -> whole.claims(corePathsBy, p.plugin(), p.device()));
    unread.addAll(whole.contradicted());
  }

  private List<Device> devices(List<NmpDevice> nmp, List<CoreDevice> core, List<HppDevice> hpp) {
    Map<DeviceId, Claim> claims = new LinkedHashMap<>();
    Map<DeviceId, String> names = new LinkedHashMap<>();
    Map<DeviceId, Told> usb = new LinkedHashMap<>();
    for (NmpDevice device : nmp) {
      id(Listing.DEVICE_LIST, device.id())
          .ifPresent(
              id ->
                  claim(device)
                      .ifPresent(
                          claim -> {
                            claims.put(id, claim);
                            names.put(id, device.displayName());
                            usb.put(id, device.usb());
                          }));
    }
    for (HppDevice device : hpp) {
      id(Listing.HPP_DEVICE_LIST, device.id())
          .ifPresent(
              id -> {
                claims.put(
                    id,
                    new Claim.Hpp(
                        device.scheme(), device.schemeConfig(), runtimeNames(device.paths())));
                names.put(id, device.displayName());
              });
    }
    Map<DeviceId, Device> devices = new LinkedHashMap<>();
    for (CoreDevice device : core) {
      id(Listing.CORE_DEVICE_LIST, device.id())
          .ifPresent(
              id ->
                  devices.put(
                      id,
                      new Device(
                          id,
                          device.displayName(),
                          withUsb(device.hardware(), usb.getOrDefault(id, Told.NOT_TOLD)),
                          claims.getOrDefault(id, byPlugin(device.plugin())))));
    }
    claims.forEach(
        (id, claim) ->
            devices.computeIfAbsent(
                id,
                i ->
                    new Device(
                        i,
                        names.getOrDefault(i, ""),
                        withUsb(Hardware.NOT_TOLD, usb.getOrDefault(i, Told.NOT_TOLD)),
                        claim)));
    return List.copyOf(devices.values());
  }

  private Optional<Claim> claim(NmpDevice device) {
    Optional<SatpName> satp = SatpName.tryParse(device.satp());
    Optional<PspName> psp = PspName.tryParse(device.psp());
    if (satp.isEmpty() || psp.isEmpty()) {
      unparsed.add(
          new UnparsedLine(
              Listing.DEVICE_LIST.id(),
              0,
              device.id() + ": SATP '" + device.satp() + "', PSP '" + device.psp() + "'",
              "a device without a readable SATP and PSP"));
      return Optional.empty();
    }
    return Optional.of(
        new Claim.Nmp(
            satp.get(),
            device.satpConfig(),
            psp.get(),
            PspConfigText.parse(device.pspConfig()),
            device.customConfig(),
            runtimeNames(device.workingPaths())));
  }

  private static Claim byPlugin(String plugin) {
    return plugin.equals("HPP")
        ? new Claim.Hpp("", "", List.of())
        : new Claim.Other(plugin.isEmpty() ? "no plug-in that is told" : plugin);
  }

  private static Hardware withUsb(Hardware h, Told usb) {
    return new Hardware(
        h.vendor(),
        h.model(),
        h.revision(),
        h.size(),
        h.type(),
        h.status(),
        h.local(),
        h.boot(),
        Words.either(h.usb(), usb),
        h.pseudo(),
        h.ssd(),
        h.perenniallyReserved());
  }

  private static List<RuntimeName> runtimeNames(List<String> texts) {
    return texts.stream().flatMap(t -> RuntimeName.tryParse(t).stream()).toList();
  }

  private List<Path> paths(List<NmpPath> nmp, List<CorePath> core) {
    Map<String, CorePath> coreByName = new LinkedHashMap<>();
    core.forEach(p -> coreByName.putIfAbsent(p.runtimeName(), p));
    List<Path> paths = new ArrayList<>();
    for (NmpPath path : nmp) {
      CorePath same = coreByName.remove(path.runtimeName());
      path(
              path.uid(),
              path.runtimeName(),
              path.device(),
              same == null ? "" : same.adapter(),
              same == null ? "" : same.target(),
              PathWords.transport(same == null ? "" : same.transport(), path.uid()),
              PathWords.state(same == null ? "" : same.state(), path.groupState()),
              path.groupState(),
              portGroup(path.satpConfig()))
          .ifPresent(paths::add);
    }
    for (CorePath path : coreByName.values()) {
      path(
              path.uid(),
              path.runtimeName(),
              path.device(),
              path.adapter(),
              path.target(),
              PathWords.transport(path.transport(), path.uid()),
              PathWords.state(path.state(), ""),
              "",
              OptionalInt.empty())
          .ifPresent(paths::add);
    }
    return paths;
  }

  private Optional<Path> path(
      String uid,
      String runtimeName,
      String device,
      String adapter,
      String target,
      Transport transport,
      PathState state,
      String groupState,
      OptionalInt portGroup) {
    Optional<RuntimeName> name = RuntimeName.tryParse(runtimeName);
    Optional<DeviceId> id = DeviceId.tryParse(device);
    if (name.isEmpty() || id.isEmpty()) {
      unparsed.add(
          new UnparsedLine(
              Listing.PATH_LIST.id(),
              0,
              uid + " (runtime name '" + runtimeName + "', device '" + device + "')",
              "a path without a readable runtime name and device"));
      return Optional.empty();
    }
    return Optional.of(
        new Path(
            uid,
            name.get(),
            id.get(),
            adapter.isEmpty() ? name.get().adapter() : adapter,
            target,
            transport,
            state,
            groupState,
            portGroup));
  }

  private Optional<DeviceId> id(Listing listing, String text) {
    Optional<DeviceId> id = DeviceId.tryParse(text);
    if (id.isEmpty()) {
      unparsed.add(new UnparsedLine(listing.id(), 0, text, "a device whose name fits no scheme"));
    }
    return id;
  }

  private static OptionalInt portGroup(String satpConfig) {
    int at = satpConfig.indexOf("TPG_id=");
    if (at < 0) {
      return OptionalInt.empty();
    }
    int end = at + 7;
    while (end < satpConfig.length()
        && end < at + 13
        && satpConfig.charAt(end) >= '0'
        && satpConfig.charAt(end) <= '9') {
      end++;
    }
    return end == at + 7
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(satpConfig.substring(at + 7, end)));
  }
}
