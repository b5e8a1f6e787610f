package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.HostFiles;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Tools that look at or change files: ls, rm, mkdir, mktemp, touch. */
final class FileTools {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private FileTools() {}

  static void addTo(Map<String, Tool> tools) {
    tools.put("ls", FileTools::ls);
    tools.put("rm", FileTools::rm);
    tools.put("mkdir", FileTools::mkdir);
    tools.put("mktemp", FileTools::mktemp);
    tools.put("touch", FileTools::touch);
  }

  private static HostFiles files(Call call) {
    return call.session().machine().files();
  }

  private static String path(Call call, String operand) {
    return VirtualFiles.resolve(call.directory(), operand);
  }

  private static int ls(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "1al");
    int status = 0;
    List<String> operands = switches.operands().isEmpty() ? List.of(".") : switches.operands();
    for (String operand : operands) {
      String path = path(call, operand);
      if (files(call).isDirectory(path)) {
        if (operands.size() > 1) {
          call.println(operand + ":");
        }
        for (String name : files(call).list(path)) {
          if (switches.has('a') || !name.startsWith(".")) {
            call.println(entry(call, switches, VirtualFiles.resolve(path, name), name));
          }
        }
      } else if (files(call).isFile(path)) {
        call.println(entry(call, switches, path, operand));
      } else {
        call.complain(operand + ": No such file or directory");
        status = 1;
      }
    }
    return status;
  }

  private static String entry(Call call, Switches switches, String path, String name) {
    if (!switches.has('l')) {
      return name;
    }
    boolean directory = files(call).isDirectory(path);
    return String.format(
        "%s    1 root     root     %12d Jan  1 00:00 %s",
        directory ? "drwxr-xr-x" : "-rw-r--r--", files(call).size(path), name);
  }

  private static int rm(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "rRf");
    boolean tree = switches.has('r') || switches.has('R');
    int status = 0;
    for (String operand : switches.operands()) {
      String path = path(call, operand);
      boolean removed =
          files(call).isDirectory(path)
              ? tree && files(call).removeTree(path)
              : files(call).remove(path);
      if (!removed && !(switches.has('f') && !files(call).isDirectory(path))) {
        call.complain(
            "can't remove '"
                + operand
                + "': "
                + (files(call).isDirectory(path) ? "Is a directory" : "No such file or directory"));
        status = 1;
      }
    }
    return status;
  }

  private static int mkdir(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "pm:");
    int status = 0;
    for (String operand : switches.operands()) {
      String path = path(call, operand);
      if (switches.has('p')) {
        String made = "";
        for (String part : path.substring(1).split("/")) {
          made = made + "/" + part;
          files(call).makeDirectory(made);
        }
      } else if (!files(call).makeDirectory(path)) {
        call.complain("can't create directory '" + operand + "': File exists");
        status = 1;
      }
    }
    return status;
  }

  private static int mktemp(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "dt");
    String template =
        switches.operands().isEmpty() ? "/tmp/tmp.XXXXXX" : switches.operands().getFirst();
    if (!template.endsWith("XXXXXX")) {
      throw new Usage(1, "bad template '" + template + "'");
    }
    StringBuilder name = new StringBuilder(template.substring(0, template.length() - 6));
    for (int i = 0; i < 6; i++) {
      name.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    String path = path(call, name.toString());
    if (switches.has('d')) {
      files(call).makeDirectory(path);
    } else {
      files(call).write(path, false).close();
    }
    call.println(name.toString());
    return 0;
  }

  private static int touch(Call call) throws IOException {
    for (String operand : Switches.parse(call.arguments(), "c").operands()) {
      files(call).write(path(call, operand), true).close();
    }
    return 0;
  }
}
