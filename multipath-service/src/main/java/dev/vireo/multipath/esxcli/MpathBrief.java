package dev.vireo.multipath.esxcli;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code esxcfg-mpath -b}: a line {@code ID : Display Name (ID)} for each device, then one
 * for each of its paths. It exists in every release, and is the only listing of 4.x that tells
 * state and transport.
 */
public final class MpathBrief {

  private MpathBrief() {}

  public static Parsed<CorePath> parse(String text) {
    Unparsed unparsed = new Unparsed(Listing.MPATH_BRIEF.id());
    List<CorePath> paths = new ArrayList<>();
    String device = "";
    int number = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      String line = trim(text, start, stop);
      start = stop + 1;
      number++;
      if (line.isEmpty()) {
        continue;
      }
      int blank = line.indexOf(' ');
      String first = blank < 0 ? line : line.substring(0, blank);
      if (Blocks.beginsDevice(line, 0)) {
        device = first.endsWith(":") ? first.substring(0, first.length() - 1) : first;
      } else if (first.startsWith("vmhba") && line.contains(" state:")) {
        if (device.isEmpty()) {
          unparsed.add(number, line, "belongs to no device: the device's line is missing");
        } else {
          paths.add(path(device, first, line));
        }
      } else if (Prompt.commandIn(line).isEmpty()) {
        unparsed.add(number, line, "neither a device nor a path");
      }
    }
    return new Parsed<>(paths, unparsed.lines());
  }

  private static CorePath path(String device, String runtimeName, String line) {
    String[] words = line.substring(line.indexOf(" state:") + 7).strip().split("\\s+", 3);
    int adapter = line.indexOf("Adapter:");
    int target = line.indexOf("Target:");
    String transport = words.length > 1 && !words[1].equals("Adapter:") ? words[1] : "";
    return new CorePath(
        "",
        runtimeName,
        device,
        "",
        words[0],
        transport,
        adapter < 0
            ? ""
            : line.substring(adapter + 8, target > adapter ? target : line.length()).strip(),
        target < 0 ? "" : line.substring(target + 7).strip());
  }

  private static String trim(String text, int from, int to) {
    int start = from;
    int stop = to;
    while (start < stop && Blocks.isBlank(text.charAt(start))) {
      start++;
    }
    while (stop > start && Blocks.isBlank(text.charAt(stop - 1))) {
      stop--;
    }
    return text.substring(start, stop);
  }
}
