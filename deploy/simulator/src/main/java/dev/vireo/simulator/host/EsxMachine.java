package dev.vireo.simulator.host;

import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.log.CommandLog;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.VirtualFiles;
import dev.vireo.simulator.tool.StandardTools;
import dev.vireo.simulator.vm.EsxFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An ESX host that sessions run on. */
public final class EsxMachine extends SimulatedHost {
  private static final long RAMDISK = 256 << 10;

  private final EsxHost esx;
  private final VirtualFiles ramdisk = new VirtualFiles(RAMDISK);
  private final EsxFiles files;
  private final Map<String, Tool> programs;

  /**
   * @param datastores the folder that its datastore is in; asked when it is first needed
   * @param hangUp breaks the connection of a session
   */
  public EsxMachine(
      EsxHost esx,
      CommandLog log,
      Delay delay,
      Supplier<Path> datastores,
      Consumer<Session> hangUp) {
    super(hangUp);
    this.esx = esx;
    this.files =
        new EsxFiles(
            ramdisk,
            datastores,
            "5f0c1a2d-f2c1b8c4-9a3f-%012x".formatted(esx.name().hashCode() & 0xffffffffL));
    this.programs = new EsxPrograms(esx, files, faults(), log, delay).byName();
    ramdisk.install("/etc/hostname", bytes(esx.name() + "\n"));
    ramdisk.install(
        "/etc/vmware-release",
        bytes(esx.release().product() + " " + esx.release().version() + "\n"));
    ramdisk.install("/etc/hosts", bytes("127.0.0.1\tlocalhost.localdomain localhost\n"));
    ramdisk.install("/etc/profile", bytes("# Vireo's simulated host\n"));
    ramdisk.generate("/vmfs/devices/disks", () -> ids(false));
    ramdisk.generate("/vmfs/devices/cdrom", () -> ids(true));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> ids(boolean cdRoms) {
    return esx.devices().stream()
        .filter(device -> device.hardware().isCdRom() == cdRoms)
        .map(Device::id)
        .toList();
  }

  public EsxHost esx() {
    return esx;
  }

  @Override
  public String prompt() {
    return switch (esx.release()) {
      case ESX_4_1, ESXI_5_5 -> "~ # ";
      default -> "[root@" + esx.name() + ":~] ";
    };
  }

  @Override
  public boolean isOld() {
    return switch (esx.release()) {
      case ESX_4_1, ESXI_5_5 -> true;
      default -> false;
    };
  }

  /** Makes a full or an empty {@code /tmp} out of the faults in force. */
  public void applyTmp() {
    ramdisk.capacity(faults().has(FaultKind.FULL_TMP) ? 0 : RAMDISK);
  }

  @Override
  public String hostName() {
    return esx.name();
  }

  @Override
  public EsxFiles files() {
    return files;
  }

  @Override
  public @Nullable Tool tool(String name) {
    Tool program = programs.get(name);
    return program == null ? StandardTools.find(name) : program;
  }

  /** A fault with its device filled in: the first SAN device that a plan would change. */
  public Fault completed(Fault fault) {
    if (!fault.argument().isEmpty() || !concernsDevice(fault.kind())) {
      return new Fault(fault.kind(), esx.name(), fault.argument(), fault.times());
    }
    String device =
        esx.devices().stream()
            .filter(candidate -> !candidate.hardware().local() && !candidate.hardware().boot())
            .findFirst()
            .map(Device::id)
            .orElse("");
    return new Fault(fault.kind(), esx.name(), device, fault.times());
  }

  private static boolean concernsDevice(FaultKind kind) {
    return switch (kind) {
      case IGNORE, SET_FAILS, PATH_DIES -> true;
      default -> false;
    };
  }
}
