package dev.vireo.multipath.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Hosts for tests: a builder that names only what matters. */
public final class Hosts {

  private final List<Device> devices = new ArrayList<>();
  private final List<Path> paths = new ArrayList<>();
  private final List<SatpRule> rules = new ArrayList<>();
  private final List<ClaimRule> claimRules = new ArrayList<>();
  private final List<UnreadListing> unread = new ArrayList<>();
  private EsxVersion version = EsxVersion.of(6, 7, 0);
  private List<Psp> psps =
      List.of(
          new Psp(PspName.FIXED, "Fixed"),
          new Psp(PspName.MRU, "Most Recently Used"),
          new Psp(PspName.ROUND_ROBIN, "Round Robin"));

  public static Hosts host() {
    return new Hosts();
  }

  public Hosts running(int major, int minor) {
    version = EsxVersion.of(major, minor, 0);
    return this;
  }

  public Hosts offering(PspName... names) {
    psps = List.of(names).stream().map(n -> new Psp(n, "")).toList();
    return this;
  }

  public Hosts with(DeviceBuilder device) {
    devices.add(device.build());
    paths.addAll(device.paths());
    return this;
  }

  public Hosts with(Device device, List<Path> itsPaths) {
    devices.add(device);
    paths.addAll(itsPaths);
    return this;
  }

  public Hosts rule(SatpRule rule) {
    rules.add(rule);
    return this;
  }

  public Hosts claimRule(int number, String where, String plugin, String vendor) {
    claimRules.add(new ClaimRule("MP", number, where, "vendor", plugin, Map.of("vendor", vendor)));
    return this;
  }

  public Hosts unread(String listing) {
    unread.add(new UnreadListing(listing, "exit 1: no"));
    return this;
  }

  public HostStorage build() {
    return new HostStorage(
        "esx01",
        version,
        psps,
        List.of(
            satp("VMW_SATP_SVC", PspName.FIXED),
            satp("VMW_SATP_ALUA", PspName.MRU),
            satp("VMW_SATP_ALUA_CX", PspName.ROUND_ROBIN),
            satp("VMW_SATP_LSI", PspName.MRU),
            satp("VMW_SATP_CX", PspName.MRU),
            satp("VMW_SATP_DEFAULT_AA", PspName.FIXED),
            satp("VMW_SATP_LOCAL", PspName.FIXED)),
        rules,
        claimRules,
        devices,
        paths,
        List.of(),
        unread,
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  private static Satp satp(String name, PspName psp) {
    return new Satp(new SatpName(name), psp, "", true);
  }

  /** A disk with four healthy Fibre Channel paths on VMW_SATP_SVC with FIXED, unless told else. */
  public static DeviceBuilder disk(int number) {
    return new DeviceBuilder(number);
  }

  public static PspConfig.RoundRobin roundRobin(RoundRobinLimit limit, long iops) {
    return new PspConfig.RoundRobin(
        new RoundRobinSettings(
            limit,
            OptionalLong.of(iops),
            OptionalLong.of(10_485_760),
            false,
            RoundRobinSettings.UNTUNED.others()),
        "lastPathIndex=1: NumIOsPending=0,numBytesPending=0");
  }

  /** One device and its paths. */
  public static final class DeviceBuilder {

    private final int number;
    private String id;
    private String satp = "VMW_SATP_SVC";
    private String psp = "VMW_PSP_FIXED";
    private Optional<PspConfig> config = Optional.empty();
    private Optional<Claim> claim = Optional.empty();
    private String vendor = "IBM";
    private String model = "2145";
    private String type = "Direct-Access";
    private Told local = Told.NO;
    private Told boot = Told.NO;
    private Told usb = Told.NO;
    private Told pseudo = Told.NO;
    private Told reserved = Told.NO;
    private Transport transport = Transport.FC;
    private List<PathState> states =
        List.of(PathState.ACTIVE, PathState.ACTIVE, PathState.ACTIVE, PathState.ACTIVE);

    private DeviceBuilder(int number) {
      this.number = number;
      this.id = String.format("naa.600507680b8081f2c8%014x", number);
    }

    public DeviceBuilder id(String value) {
      id = value;
      return this;
    }

    public DeviceBuilder satp(String value) {
      satp = value;
      return this;
    }

    public DeviceBuilder psp(String value) {
      psp = value;
      return this;
    }

    public DeviceBuilder config(PspConfig value) {
      config = Optional.of(value);
      return this;
    }

    public DeviceBuilder claimedBy(Claim value) {
      claim = Optional.of(value);
      return this;
    }

    public DeviceBuilder array(String itsVendor, String itsModel) {
      vendor = itsVendor;
      model = itsModel;
      return this;
    }

    public DeviceBuilder type(String value) {
      type = value;
      return this;
    }

    public DeviceBuilder local(Told value) {
      local = value;
      return this;
    }

    public DeviceBuilder boot(Told value) {
      boot = value;
      return this;
    }

    public DeviceBuilder usb(Told value) {
      usb = value;
      return this;
    }

    public DeviceBuilder pseudo(Told value) {
      pseudo = value;
      return this;
    }

    public DeviceBuilder reserved(Told value) {
      reserved = value;
      return this;
    }

    public DeviceBuilder over(Transport value) {
      transport = value;
      return this;
    }

    public DeviceBuilder paths(PathState... value) {
      states = List.of(value);
      return this;
    }

    public DeviceId deviceId() {
      return new DeviceId(id);
    }

    public RuntimeName path(int index) {
      return new RuntimeName("vmhba1:C0:T" + index + ":L" + number);
    }

    public Device build() {
      return new Device(
          deviceId(),
          vendor + " Disk (" + id + ")",
          new Hardware(
              vendor,
              model,
              "0000",
              OptionalLong.of(1024),
              type,
              "on",
              local,
              boot,
              usb,
              pseudo,
              Told.NO,
              reserved),
          claim.orElseGet(
              () ->
                  new Claim.Nmp(
                      new SatpName(satp),
                      "",
                      new PspName(psp),
                      config.orElseGet(this::usualConfig),
                      "",
                      List.of())));
    }

    private PspConfig usualConfig() {
      return switch (psp) {
        case "VMW_PSP_FIXED", "VMW_PSP_FIXED_AP" ->
            new PspConfig.Fixed(Optional.of(path(0)), Optional.of(path(0)));
        case "VMW_PSP_MRU" -> new PspConfig.Mru(Optional.of(path(0)));
        case "VMW_PSP_RR" -> roundRobin(RoundRobinLimit.DEFAULT, 1000);
        default -> new PspConfig.Unsupported("");
      };
    }

    public List<Path> paths() {
      List<Path> all = new ArrayList<>();
      for (int i = 0; i < states.size(); i++) {
        all.add(
            new Path(
                "",
                path(i),
                deviceId(),
                "vmhba1",
                "",
                transport,
                states.get(i),
                "",
                OptionalInt.empty()));
      }
      return all;
    }
  }
}
