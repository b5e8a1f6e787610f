package dev.vireo.simulator.tool;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** cat, head, cp, mv, ln, rm, rmdir, chmod, readlink and checksums, as GNU has them. */
final class LinuxFiles {
  private static final String MISSING = "No such file or directory";

  private final DiskFiles files;

  LinuxFiles(DiskFiles files) {
    this.files = files;
  }

  void addTo(Map<String, Tool> tools) {
    tools.put("cat", this::cat);
    tools.put("head", this::head);
    tools.put("cp", this::cp);
    tools.put("mv", this::mv);
    tools.put("ln", this::ln);
    tools.put("rm", this::rm);
    tools.put("rmdir", this::rmdir);
    tools.put("chmod", this::chmod);
    tools.put("readlink", this::readlink);
    tools.put("sha256sum", call -> digest(call, "SHA-256"));
    tools.put("md5sum", call -> digest(call, "MD5"));
    tools.put("sync", call -> 0);
  }

  private static String path(Call call, String operand) {
    return VirtualFiles.resolve(call.directory(), operand);
  }

  private int cat(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "u");
    int status = 0;
    for (String file : operands(switches)) {
      try (InputStream in = file.equals("-") ? null : files.read(path(call, file))) {
        (in == null ? call.in() : in).transferTo(call.out());
      } catch (FileNotFoundException e) {
        call.complain(file + ": " + MISSING);
        status = 1;
      } catch (IOException e) {
        if (!files.isDirectory(path(call, file))) {
          throw e;
        }
        call.complain(file + ": Is a directory");
        status = 1;
      }
    }
    return status;
  }

  private static List<String> operands(Switches switches) {
    return switches.operands().isEmpty() ? List.of("-") : switches.operands();
  }

  private int head(Call call) throws IOException {
    Switches switches = Switches.parse(GnuOptions.shortened(call.arguments()), "c:n:q");
    if (!switches.has('c')) {
      Tool plain = StandardTools.find("head");
      return plain == null ? 127 : plain.run(call);
    }
    for (String file : operands(switches)) {
      try (InputStream in = file.equals("-") ? null : files.read(path(call, file))) {
        call.out().write((in == null ? call.in() : in).readNBytes(switches.number('c', 0)));
      } catch (FileNotFoundException e) {
        call.complain("cannot open '" + file + "' for reading: " + MISSING);
        return 1;
      }
    }
    return 0;
  }

  private int cp(Call call) throws IOException {
    Switches switches = Switches.parse(GnuOptions.shortened(call.arguments()), "arRpfnvT");
    List<String> operands = two(switches);
    for (String operand : operands.subList(0, operands.size() - 1)) {
      String source = path(call, operand);
      String target = target(call, operand, operands.getLast(), switches);
      if (isRecursive(switches) && files.isDirectory(source)) {
        try {
          TreeCopy.copy(files, source, files, target);
        } catch (IOException e) {
          call.complain("cannot copy '" + operand + "': " + e.getMessage());
          return 1;
        }
        continue;
      }
      if (!files.isFile(source)) {
        call.complain(
            files.isDirectory(source)
                ? "omitting directory '" + operand + "'"
                : "cannot stat '" + operand + "': " + MISSING);
        return 1;
      }
      if (switches.has('n') && files.exists(target)) {
        continue;
      }
      try (InputStream in = files.read(source);
          OutputStream out = files.write(target, false)) {
        in.transferTo(out);
      } catch (IOException e) {
        call.complain("cannot copy '" + operand + "': " + e.getMessage());
        return 1;
      }
    }
    return 0;
  }

  private static boolean isRecursive(Switches switches) {
    return switches.has('a') || switches.has('r') || switches.has('R');
  }

  private static List<String> two(Switches switches) {
    List<String> operands = switches.operands();
    if (operands.size() < 2) {
      throw new Usage(
          1,
          operands.isEmpty()
              ? "missing file operand"
              : "missing destination file operand after '" + operands.getFirst() + "'");
    }
    return operands;
  }

  /** The path that a file gets: inside the last operand if that is a directory. */
  private String target(Call call, String operand, String last, Switches switches) {
    String target = path(call, last);
    return files.isDirectory(target) && !switches.has('T')
        ? VirtualFiles.resolve(target, operand.substring(operand.lastIndexOf('/') + 1))
        : target;
  }

  private int mv(Call call) throws IOException {
    Switches switches = Switches.parse(GnuOptions.shortened(call.arguments()), "fnvT");
    List<String> operands = two(switches);
    for (String operand : operands.subList(0, operands.size() - 1)) {
      String source = path(call, operand);
      String target = target(call, operand, operands.getLast(), switches);
      if (!files.exists(source)) {
        call.complain("cannot stat `" + operand + "': " + MISSING);
        return 1;
      }
      if (source.equals(target)) {
        call.complain("`" + operand + "' and `" + operands.getLast() + "' are the same file");
        return 1;
      }
      if (switches.has('n') && files.exists(target)) {
        continue;
      }
      try {
        files.rename(source, target);
      } catch (IOException e) {
        call.complain(
            "cannot move `" + operand + "' to `" + operands.getLast() + "': " + e.getMessage());
        return 1;
      }
    }
    return 0;
  }

  private int ln(Call call) throws IOException {
    Switches switches = Switches.parse(GnuOptions.shortened(call.arguments()), "sfnvT");
    List<String> operands = switches.operands();
    if (operands.isEmpty()) {
      throw new Usage(1, "missing file operand");
    }
    String name = operands.size() == 1 ? "." : operands.getLast();
    String target = target(call, operands.getFirst(), name, switches);
    try {
      if (switches.has('f')) {
        files.remove(target);
      }
      if (switches.has('s')) {
        files.link(operands.getFirst(), target);
      } else {
        files.hardLink(path(call, operands.getFirst()), target);
      }
    } catch (FileNotFoundException e) {
      call.complain("accessing `" + operands.getFirst() + "': " + MISSING);
      return 1;
    } catch (IOException e) {
      call.complain(
          "creating "
              + (switches.has('s') ? "symbolic" : "hard")
              + " link `"
              + name
              + "': "
              + e.getMessage());
      return 1;
    }
    return 0;
  }

  private int rm(Call call) throws IOException {
    Switches switches = Switches.parse(GnuOptions.shortened(call.arguments()), "rRfv");
    boolean trees = switches.has('r') || switches.has('R');
    int status = 0;
    for (String operand : switches.operands()) {
      String path = path(call, operand);
      boolean directory = files.isDirectory(path) && !files.isLink(path);
      boolean removed = directory ? trees && files.removeTree(path) : files.remove(path);
      if (!removed && (directory || !switches.has('f'))) {
        call.complain(
            "cannot remove `" + operand + "': " + (directory ? "Is a directory" : MISSING));
        status = 1;
      }
    }
    return status;
  }

  private int rmdir(Call call) throws IOException {
    for (String operand : Switches.parse(call.arguments(), "p").operands()) {
      if (!files.removeDirectory(path(call, operand))) {
        call.complain(
            "failed to remove `"
                + operand
                + "': "
                + (files.isDirectory(path(call, operand)) ? "Directory not empty" : MISSING));
        return 1;
      }
    }
    return 0;
  }

  private int chmod(Call call) throws IOException {
    List<String> operands = Switches.parse(call.arguments(), "R").operands();
    if (operands.size() < 2 || !operands.getFirst().matches("[0-7]{3,4}")) {
      throw new Usage(1, "invalid mode: '" + String.join(" ", operands) + "'");
    }
    for (String operand : operands.subList(1, operands.size())) {
      if (!files.exists(path(call, operand))) {
        call.complain("cannot access '" + operand + "': " + MISSING);
        return 1;
      }
      files.permit(path(call, operand), Integer.parseInt(operands.getFirst(), 8));
    }
    return 0;
  }

  private int readlink(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "femn");
    for (String operand : switches.operands()) {
      String path = path(call, operand);
      boolean whole = switches.has('f') || switches.has('e') || switches.has('m');
      if (!whole && !files.isLink(path)) {
        return 1;
      }
      if (switches.has('e') && !files.isFile(path) && !files.isDirectory(path)) {
        return 1;
      }
      try {
        call.println(whole ? files.canonical(path) : files.status(path, false).target());
      } catch (IOException e) {
        return 1;
      }
    }
    return 0;
  }

  private int digest(Call call, String algorithm) throws IOException {
    int status = 0;
    for (String file : operands(Switches.parse(call.arguments(), "b"))) {
      try (DigestInputStream in =
          new DigestInputStream(
              file.equals("-") ? call.in() : files.read(path(call, file)),
              MessageDigest.getInstance(algorithm))) {
        in.transferTo(OutputStream.nullOutputStream());
        call.println(HexFormat.of().formatHex(in.getMessageDigest().digest()) + "  " + file);
      } catch (FileNotFoundException e) {
        call.complain(file + ": " + MISSING);
        status = 1;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    return status;
  }
}
