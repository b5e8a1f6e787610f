package dev.vireo.backup.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A datastore that machines can be put on, as {@code df} of ESX lists it.
 *
 * @param name its label
 * @param free in bytes
 */
record EsxDatastore(String name, long free) {

  private static final Pattern ROW =
      Pattern.compile(
          "(?:VMFS-[0-9L]+|NFS[0-9]*)\\s+[0-9]+\\s+[0-9]+\\s+([0-9]{1,18})\\s+[0-9]+%\\s+/vmfs/volumes/([^/]+?)\\s*");
  private static final int KIBI = 1024;

  /** Reads what {@code df} printed: in bytes, or in kibibytes where its heading says so. */
  static List<EsxDatastore> parse(String printed) {
    List<EsxDatastore> all = new ArrayList<>();
    long unit =
        printed.lines().findFirst().orElse("").toLowerCase(Locale.ROOT).contains("1k-blocks")
            ? KIBI
            : 1;
    for (String line : printed.split("\\r?\\n")) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        all.add(new EsxDatastore(row.group(2), Long.parseLong(row.group(1)) * unit));
      }
    }
    return all;
  }
}
