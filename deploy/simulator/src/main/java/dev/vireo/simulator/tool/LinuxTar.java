package dev.vireo.simulator.tool;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Packing;
import dev.vireo.simulator.disk.Unpacking;
import dev.vireo.simulator.shell.BrokenPipe;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** tar that writes an archive to its output, or unpacks its input, with {@code -C} anywhere. */
final class LinuxTar {
  private final DiskFiles files;

  LinuxTar(DiskFiles files) {
    this.files = files;
  }

  /** Does it if that is what is asked; empty where it is something else. */
  Optional<Integer> run(Call call) throws IOException {
    List<String> words = call.arguments();
    if (!words.contains("-f") || !words.contains("-") || words.contains("-O")) {
      return Optional.empty();
    }
    if (words.contains("-c")) {
      return Optional.of(pack(call));
    }
    return words.contains("-x") ? Optional.of(unpack(call)) : Optional.empty();
  }

  private int pack(Call call) throws IOException {
    String folder = call.directory();
    List<String> words = call.arguments();
    int status = 0;
    try (Packing packing = new Packing(call.out())) {
      for (int i = 0; i < words.size(); i++) {
        switch (words.get(i)) {
          case "-C" -> folder = VirtualFiles.resolve(folder, words.get(++i));
          case "-f" -> i++;
          default -> {
            if (words.get(i).startsWith("-")) {
              continue;
            }
            if (!files.exists(VirtualFiles.resolve(folder, words.get(i)))) {
              call.complain(words.get(i) + ": Cannot stat: No such file or directory");
              status = 2;
            } else {
              packing.entry(files, folder, words.get(i));
            }
          }
        }
      }
    }
    return status;
  }

  private int unpack(Call call) throws IOException {
    List<String> words = call.arguments();
    int at = words.indexOf("-C");
    String folder =
        at < 0 ? call.directory() : VirtualFiles.resolve(call.directory(), words.get(at + 1));
    if (!files.isDirectory(folder)) {
      call.complain(folder + ": Cannot open: No such file or directory");
      return 2;
    }
    try {
      var _ = Unpacking.unpack(call.in(), files.below(folder));
      return 0;
    } catch (BrokenPipe e) {
      throw e;
    } catch (IOException e) {
      call.complain(String.valueOf(e.getMessage()));
      call.complain("Error is not recoverable: exiting now");
      return 2;
    }
  }
}
