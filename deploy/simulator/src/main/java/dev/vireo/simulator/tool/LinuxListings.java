package dev.vireo.simulator.tool;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.FileStatus;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** ls, stat, find and df, as GNU has them in the C locale. */
final class LinuxListings {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FULL_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn +0000", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String MISSING = "No such file or directory";

  private final DiskFiles files;

  LinuxListings(DiskFiles files) {
    this.files = files;
  }

  void addTo(Map<String, Tool> tools) {
    tools.put("ls", this::ls);
    tools.put("stat", this::stat);
    tools.put("find", this::find);
    tools.put("df", this::df);
  }

  private static String path(Call call, String operand) {
    return VirtualFiles.resolve(call.directory(), operand);
  }

  private int ls(Call call) throws IOException {
    Switches switches = Switches.parse(GnuOptions.shortened(call.arguments()), "1aAldnpLF");
    List<String> operands = switches.operands().isEmpty() ? List.of(".") : switches.operands();
    int status = 0;
    for (String operand : operands) {
      String path = path(call, operand);
      if (!files.exists(path)) {
        call.complain("cannot access " + operand + ": " + MISSING);
        status = 2;
      } else if (files.isDirectory(path) && !switches.has('d')) {
        if (operands.size() > 1) {
          call.println(operand + ":");
        }
        if (switches.has('l')) {
          call.println("total 0");
        }
        for (String name : files.list(path)) {
          if (switches.has('a') || switches.has('A') || !name.startsWith(".")) {
            call.println(line(switches, VirtualFiles.resolve(path, name), name));
          }
        }
      } else {
        call.println(line(switches, path, operand));
      }
    }
    return status;
  }

  private String line(Switches switches, String path, String name) throws IOException {
    FileStatus status = files.status(path, false);
    if (switches.has('L') && (files.isFile(path) || files.isDirectory(path))) {
      status = files.status(path, true);
    }
    String mark = (switches.has('p') || switches.has('F')) && status.isDirectory() ? "/" : "";
    if (!switches.has('l') && !switches.has('n')) {
      return name + mark;
    }
    String owner = switches.has('n') ? "0 0" : "root root";
    return String.format(
        "%s %d %s %d %s %s%s%s",
        status.modeText(),
        status.links(),
        owner,
        status.size(),
        TIME.format(status.modified()),
        name,
        mark,
        status.isLink() ? " -> " + status.target() : "");
  }

  private int stat(Call call) throws IOException {
    List<String> arguments = GnuOptions.shortened(call.arguments());
    boolean printf = arguments.stream().anyMatch(word -> word.startsWith("--printf="));
    List<String> words =
        arguments.stream()
            .map(word -> word.startsWith("--printf=") ? "-c" + word.substring(9) : word)
            .toList();
    Switches switches = Switches.parse(words, "c:Lft");
    if (!switches.has('c') || switches.has('f')) {
      throw new Usage(1, "only stat -c FORMAT FILE... is supported");
    }
    int result = 0;
    for (String operand : switches.operands()) {
      String path = path(call, operand);
      try {
        String text =
            formatted(switches.get('c', ""), operand, files.status(path, switches.has('L')));
        call.print(printf ? text.replace("\\n", "\n").replace("\\t", "\t") : text + "\n");
      } catch (IOException e) {
        call.complain("cannot stat `" + operand + "': " + e.getMessage());
        result = 1;
      }
    }
    return result;
  }

  private static String formatted(String format, String name, FileStatus status) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
        continue;
      }
      char letter = format.charAt(++i);
      text.append(
          switch (letter) {
            case 'n' -> name;
            case 'N' -> "'" + name + "'" + (status.isLink() ? " -> '" + status.target() + "'" : "");
            case 's' -> status.size();
            case 'a' -> Integer.toOctalString(status.mode() & 07777);
            case 'A' -> status.modeText();
            case 'f' -> Integer.toHexString(status.mode());
            case 'F' -> type(status);
            case 'Y', 'Z', 'X' -> status.modified().getEpochSecond();
            case 'y', 'z', 'x' -> FULL_TIME.format(status.modified());
            case 'h' -> status.links();
            case 'i' -> status.inode();
            case 'b' -> (status.size() + 511) / 512;
            case 'B' -> 512;
            case 'u', 'g' -> 0;
            case 'U', 'G' -> "root";
            case 'd' -> 64768;
            case '%' -> "%";
            default -> throw new Usage(1, "unsupported directive %" + letter);
          });
    }
    return text.toString();
  }

  private static String type(FileStatus status) {
    if (status.isDirectory()) {
      return "directory";
    }
    return status.isLink()
        ? "symbolic link"
        : status.size() == 0 ? "regular empty file" : "regular file";
  }

  private int find(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    List<String> starts = new ArrayList<>();
    while (!words.isEmpty() && !words.getFirst().startsWith("-")) {
      starts.add(words.removeFirst());
    }
    FindOptions options = FindOptions.parse(words);
    int status = 0;
    for (String start : starts.isEmpty() ? List.of(".") : starts) {
      String path = path(call, start);
      if (!files.exists(path)) {
        call.complain("`" + start + "': " + MISSING);
        status = 1;
      } else {
        visit(call, start, path, 0, options);
      }
    }
    return status;
  }

  private void visit(Call call, String shown, String path, int depth, FindOptions options)
      throws IOException {
    FileStatus status = files.status(path, false);
    String name = shown.substring(shown.lastIndexOf('/') + 1);
    if (depth >= options.minimum() && options.takes(name, status)) {
      call.print(
          options.format().isEmpty() ? shown + options.end() : options.print(shown, name, status));
    }
    if (status.isDirectory() && depth < options.maximum()) {
      for (String child : files.list(path)) {
        visit(call, shown + "/" + child, VirtualFiles.resolve(path, child), depth + 1, options);
      }
    }
  }

  private int df(Call call) throws IOException {
    List<String> words = new ArrayList<>(GnuOptions.shortened(call.arguments()));
    long unit = 1024;
    if (words.remove("-B1") || words.remove("--block-size=1")) {
      unit = 1;
    }
    if (words.remove("-m") || words.remove("-Pm") || words.remove("-BM")) {
      unit = 1 << 20;
    }
    Switches switches = Switches.parse(words, "PkTi");
    for (String operand : switches.operands()) {
      if (!files.exists(path(call, operand))) {
        call.complain("`" + operand + "': " + MISSING);
        return 1;
      }
    }
    long size = files.room().size() / unit;
    long left = Math.min(size, files.room().left() / unit);
    boolean inodes = switches.has('i');
    call.println(
        String.format(
            "%-20s %12s %12s %12s %s Mounted on",
            "Filesystem",
            inodes ? "Inodes" : unit == 1 ? "1-blocks" : unit == 1024 ? "1024-blocks" : "1M-blocks",
            inodes ? "IUsed" : "Used",
            inodes ? "IFree" : "Available",
            inodes ? "IUse%" : "Capacity"));
    call.println(
        String.format(
            "%-20s %12d %12d %12d %7d%% %s",
            "/dev/mapper/pve-data",
            inodes ? 6_553_600 : size,
            inodes ? 51_201 : size - left,
            inodes ? 6_502_399 : left,
            inodes ? 1 : size == 0 ? 100 : (size - left) * 100 / size,
            "/var/lib/vz"));
    return 0;
  }
}
