package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.tar.Passing;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of a datastore of ESX that a machine is restored into. Disks are made by {@code
 * vmkfstools}, thin, and get each stretch of data by a {@code dd} of its own; so holes stay holes.
 *
 * @param path of the folder
 * @param vmx name of the machine's file
 * @param nvram name of the file with its firmware's settings; empty where there is none
 * @param disks names of descriptions, by the place that the disk is plugged in at
 * @param sizes of the disks, in bytes, by the names of their descriptions
 */
public record EsxFolder(
    String path, String vmx, String nvram, Map<String, String> disks, Map<String, Long> sizes) {

  private static final Pattern NAME = Pattern.compile("[^/\\p{Cntrl}\"]{1,250}");
  private static final Pattern DISK =
      Pattern.compile(
          "([0-9]{1,15}) ((?:[a-z]{2,4}[0-9]{1,2}-[0-9]{1,3}/)?([^/\\p{Cntrl}\"]{1,240}\\.vmdk))");
  private static final String KEY = "disk.";
  private static final long KIBI = 1024;

  public EsxFolder {
    disks = Map.copyOf(disks);
    sizes = Map.copyOf(sizes);
  }

  /** The folder for a machine of which {@link EsxMachineFiles#settings} is known. */
  static EsxFolder of(String path, Map<String, String> settings) throws HostRefused {
    Map<String, String> disks = new TreeMap<>();
    Map<String, Long> sizes = new TreeMap<>();
    String vmx = name(settings.getOrDefault("vmx", ""));
    String nvram = settings.getOrDefault("nvram", "");
    for (Map.Entry<String, String> each : settings.entrySet()) {
      if (each.getKey().matches("disk\\.[a-z]{2,4}[0-9]{1,2}:[0-9]{1,3}")) {
        Matcher disk = DISK.matcher(each.getValue());
        if (!disk.matches() || !disk.group(3).equals(name(disk.group(3)))) {
          throw notOurs(each.getValue());
        }
        disks.put(each.getKey().substring(KEY.length()), disk.group(2));
        sizes.put(disk.group(2), Long.parseLong(disk.group(1)));
      }
    }
    return new EsxFolder(path, vmx, nvram.isEmpty() ? "" : name(nvram), disks, sizes);
  }

  private static String name(String text) throws HostRefused {
    if (!NAME.matcher(text).matches() || text.equals(".") || text.equals("..")) {
      throw notOurs(text);
    }
    return text;
  }

  private static HostRefused notOurs(String text) {
    return new HostRefused(
        BackupFailureCause.TARGET_REFUSED,
        "the restore point tells of a file '" + text + "', which no machine of ESX has",
        "see who else writes to the destination");
  }

  private String at(String name) {
    return path + "/" + name;
  }

  /** Steps that make the folder, and those in it. */
  List<Step> make() {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of("make", "sh", "-c", EsxScripts.MAKE, "sh", path));
    disks.values().stream()
        .filter(name -> name.contains("/"))
        .map(name -> at(name.substring(0, name.indexOf('/'))))
        .forEach(folder -> steps.add(Step.of("make-" + steps.size(), "mkdir", folder)));
    return steps;
  }

  /** Whether a file of a restore point belongs here. */
  public boolean has(String name) {
    return name.equals(vmx) || name.equals(nvram) || sizes.containsKey(name) || isDisk(name);
  }

  /** Whether it holds the data of a disk. */
  public boolean isDisk(String name) {
    return sizes.keySet().stream().map(EsxMachineFiles.EsxDisk::flat).anyMatch(name::equals);
  }

  /**
   * Makes a disk of holes.
   *
   * @param data name of the file with its data
   * @param bytes its size
   */
  public Step makeDisk(String data, long bytes) {
    String description = data.substring(0, data.length() - EsxMachineFiles.FLAT.length()) + ".vmdk";
    String size = bytes % KIBI == 0 ? bytes / KIBI + "k" : Long.toString(bytes);
    return Step.of("disk", "vmkfstools", "-c", size, "-d", "thin", at(description));
  }

  /**
   * The program that writes a stretch of a disk from its input.
   *
   * @param from where it begins, in bytes; at a whole mebibyte
   */
  public Step writeStretch(String data, long from) {
    return Step.of(
        "stretch",
        "dd",
        "of=" + at(data),
        "bs=" + EsxStream.UNIT,
        "seek=" + from / EsxStream.UNIT,
        "conv=notrunc");
  }

  /** Where stretches may begin, in bytes. */
  public long unit() {
    return EsxStream.UNIT;
  }

  /** The program that writes a whole file from its input. */
  public Step write(String name) {
    return Step.of("write", "sh", "-c", "cat > \"$1\"", "sh", at(name));
  }

  /** The program that reads all of it back. */
  public Step readBack() {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", EsxScripts.READ_BACK, "sh"));
    argv.addAll(List.of("file", vmx, at(vmx)));
    if (!nvram.isEmpty()) {
      argv.addAll(List.of("nvram", nvram, at(nvram)));
    }
    new TreeMap<>(disks)
        .values()
        .forEach(
            name ->
                argv.addAll(
                    new EsxMachineFiles.EsxDisk(at(name), name, sizes.getOrDefault(name, 0L))
                        .arguments()));
    return new Step("read-back", argv);
  }

  /** What that program prints, as an archive. */
  public Passing archive(Passing to) {
    return new EsxStream(to);
  }

  /** Makes a machine of it, and registers that. */
  Step place(String as, boolean network) {
    List<String> argv =
        new ArrayList<>(
            List.of("sh", "-c", EsxScripts.PLACE, "sh", path, vmx, as, network ? "keep" : "none"));
    new TreeMap<>(disks)
        .forEach(
            (device, name) ->
                argv.add(
                    "%s.fileName = \"%s\""
                        .formatted(device, name.contains("/") ? at(name) : name)));
    return new Step("place", argv);
  }
}
