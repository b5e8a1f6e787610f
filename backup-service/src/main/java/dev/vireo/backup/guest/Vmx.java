package dev.vireo.backup.guest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a virtual machine of ESX: {@code key = "value"}, a line each. Keys are told apart
 * without regard to case.
 *
 * @param values by key in small letters
 */
record Vmx(Map<String, String> values) {

  private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9_.:]+)\\s*=\\s*\"(.*)\"\\s*");
  private static final Pattern DEVICE =
      Pattern.compile("((?:scsi|sata|ide|nvme)[0-9]{1,2}:[0-9]{1,3})\\.filename");

  Vmx {
    values = Map.copyOf(values);
  }

  /** Reads it; lines of another form are passed over. */
  static Vmx parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.split("\\r?\\n")) {
      Matcher entry = LINE.matcher(line);
      if (entry.matches()) {
        values.put(entry.group(1).toLowerCase(Locale.ROOT), entry.group(2));
      }
    }
    return new Vmx(values);
  }

  /** A value; empty where there is none. */
  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key.toLowerCase(Locale.ROOT)));
  }

  /**
   * A disk of it.
   *
   * @param device where it is plugged in, such as {@code scsi0:0}
   * @param file as it is named: relative to the machine's folder, or a path of the host
   * @param independent whether snapshots leave it out
   */
  record Disk(String device, String file, boolean independent) {}

  /** Its disks, by their places; drives for discs are none. */
  List<Disk> disks() {
    List<Disk> disks = new ArrayList<>();
    values.keySet().stream()
        .sorted()
        .forEach(
            key -> {
              Matcher device = DEVICE.matcher(key);
              String file = values.getOrDefault(key, "");
              if (device.matches()
                  && file.toLowerCase(Locale.ROOT).endsWith(".vmdk")
                  && !get(device.group(1) + ".present").orElse("TRUE").equalsIgnoreCase("FALSE")) {
                disks.add(
                    new Disk(
                        device.group(1),
                        file,
                        get(device.group(1) + ".mode").orElse("").startsWith("independent")));
              }
            });
    return disks;
  }

  /**
   * The description of a disk: a small text file that names where its data is.
   *
   * @param sectors its size, in sectors of 512 bytes
   * @param extents the kind of each piece, and the file that it is in
   * @param snapshot whether it holds only what is new since another disk
   */
  record Descriptor(long sectors, List<Extent> extents, boolean snapshot) {

    private static final Pattern EXTENT =
        Pattern.compile("RW ([0-9]{1,15}) ([A-Z0-9]+)(?: \"([^\"]+)\")?(?: [0-9]+)?\\s*");
    private static final Pattern PARENT =
        Pattern.compile("(?i)\\s*(?:parentFileNameHint\\s*=.*|parentCID\\s*=\\s*(?!ffffffff).*)");

    /**
     * A piece of a disk.
     *
     * @param kind such as {@code VMFS}
     * @param file name of its file
     */
    record Extent(String kind, String file) {}

    Descriptor {
      extents = List.copyOf(extents);
    }

    static Descriptor parse(String text) {
      long sectors = 0;
      List<Extent> extents = new ArrayList<>();
      boolean snapshot = false;
      for (String line : text.split("\\r?\\n")) {
        Matcher extent = EXTENT.matcher(line);
        if (extent.matches()) {
          sectors += Long.parseLong(extent.group(1));
          String file = extent.group(3);
          extents.add(new Extent(extent.group(2), file == null ? "" : file));
        }
        snapshot |= PARENT.matcher(line).matches();
      }
      return new Descriptor(sectors, extents, snapshot);
    }
  }
}
