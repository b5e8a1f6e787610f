package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestTrouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a virtual machine of ESX are read, and what they are called in a restore point: as
 * they are called in its folder. A disk of a name that another one has is in a folder called after
 * the place that it is plugged in at.
 *
 * @param folder where the machine's file is
 * @param vmx name of the machine's file
 * @param nvram name of the file with its firmware's settings; empty where none is named
 * @param disks by the place that they are plugged in at
 */
record EsxMachineFiles(String folder, String vmx, String nvram, Map<String, EsxDisk> disks) {

  static final String FLAT = "-flat.vmdk";

  private static final String DESCRIPTOR = ".vmdk";
  private static final int SECTOR = 512;
  private static final Pattern PATH = Pattern.compile("/vmfs/volumes(?:/[^/\\p{Cntrl}]+){2,8}");

  EsxMachineFiles {
    disks = Map.copyOf(disks);
  }

  /**
   * A disk.
   *
   * @param path of its description on the host
   * @param name of its description in a restore point
   * @param bytes its size
   */
  record EsxDisk(String path, String name, long bytes) {

    static String flat(String description) {
      return description.substring(0, description.length() - DESCRIPTOR.length()) + FLAT;
    }

    /** Arguments that have it read: its data, and then its description. */
    List<String> arguments() {
      return List.of(
          "disk",
          flat(name),
          flat(path),
          path,
          Long.toString(bytes),
          Long.toString((bytes + EsxStream.UNIT - 1) / EsxStream.UNIT),
          "file",
          name,
          path);
    }
  }

  /**
   * The files.
   *
   * @param printed by {@link EsxScripts#VMX}
   * @param descriptions by {@link EsxScripts#DESCRIPTORS}
   * @throws HostRefused where it has something that is not read
   */
  static EsxMachineFiles of(String printed, String descriptions) throws HostRefused {
    int line = printed.indexOf('\n');
    String path = line < 0 ? "" : printed.substring(0, line).strip();
    if (!PATH.matcher(path).matches() || path.contains("/../")) {
      throw refused("its file lies at '" + path + "', which is no path of a datastore", "move it");
    }
    String folder = path.substring(0, path.lastIndexOf('/'));
    Vmx vmx = Vmx.parse(printed.substring(line + 1));
    Map<String, Vmx.Descriptor> described = descriptors(descriptions);
    Map<String, EsxDisk> disks = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (Vmx.Disk disk : vmx.disks()) {
      String at = disk.file().startsWith("/") ? disk.file() : folder + "/" + disk.file();
      if (!PATH.matcher(at).matches() || at.contains("/../")) {
        throw refused("its disk lies at '" + at + "', which is no path of a datastore", "move it");
      }
      String base = at.substring(at.lastIndexOf('/') + 1);
      String name = names.add(base) ? base : disk.device().replace(':', '-') + "/" + base;
      disks.put(disk.device(), new EsxDisk(at, name, bytes(disk, at, base, described.get(at))));
    }
    if (disks.isEmpty()) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_EMPTY,
          path + " names no disk",
          "see whether it has lost one; a machine without disks is not backed up");
    }
    return new EsxMachineFiles(
        folder,
        path.substring(path.lastIndexOf('/') + 1),
        vmx.get("nvram").filter(n -> n.matches("[^/\\p{Cntrl}]{1,255}")).orElse(""),
        disks);
  }

  private static long bytes(Vmx.Disk disk, String at, String base, Vmx.@Nullable Descriptor d)
      throws HostRefused {
    if (disk.independent()) {
      throw refused(
          "disk " + at + " is independent, and a snapshot leaves it out",
          "make it a dependent one, or back up what it holds from within");
    }
    if (d == null || d.extents().isEmpty()) {
      throw refused(at + " does not describe a disk", "see whether it is there and whole");
    }
    if (d.snapshot()) {
      throw refused(
          "the machine runs on a snapshot (" + at + "), and only machines without one are read",
          "delete or consolidate its snapshots, or back up what it holds from within");
    }
    Vmx.Descriptor.Extent extent = d.extents().getFirst();
    if (d.extents().size() != 1
        || !extent.kind().equals("VMFS")
        || !extent.file().equals(EsxDisk.flat(base))) {
      throw refused(
          "disk %s consists of %s, which is not read; one file of kind VMFS is"
              .formatted(at, d.extents()),
          "clone it by vmkfstools -i to a datastore of VMFS or NFS; what is on a raw device is"
              + " backed up from within");
    }
    return d.sectors() * SECTOR;
  }

  private static Map<String, Vmx.Descriptor> descriptors(String printed) {
    Map<String, Vmx.Descriptor> all = new HashMap<>();
    for (String part : ("\n" + printed).split("\n=== ")) {
      int line = part.indexOf('\n');
      if (line > 0) {
        all.put(part.substring(0, line).strip(), Vmx.Descriptor.parse(part.substring(line + 1)));
      }
    }
    return all;
  }

  private static HostRefused refused(String message, String advice) {
    return new HostRefused(
        BackupFailureCause.SOURCE_UNREADABLE, message, advice, GuestTrouble.NOT_READ_SO);
  }

  /** Arguments that have the machine's file read. */
  List<String> first() {
    return List.of("file", vmx, folder + "/" + vmx);
  }

  /** Arguments that have all else read. */
  List<String> others() {
    List<String> arguments = new ArrayList<>();
    if (!nvram.isEmpty()) {
      arguments.addAll(List.of("nvram", nvram, folder + "/" + nvram));
    }
    disks.keySet().stream()
        .sorted()
        .map(disks::get)
        .forEach(d -> arguments.addAll(d == null ? List.of() : d.arguments()));
    return arguments;
  }

  /** What a restore needs to know: how the files are called, and how large disks are. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("vmx", vmx);
    if (!nvram.isEmpty()) {
      settings.put("nvram", nvram);
    }
    disks.forEach(
        (device, disk) -> settings.put("disk." + device, disk.bytes() + " " + disk.name()));
    return settings;
  }
}
