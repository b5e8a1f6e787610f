package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.shell.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code prlctl set}: its options, told to vzctl as vzctl calls them. */
final class PrlSet {
  private final PrlPrograms programs;
  private final int id;

  PrlSet(PrlPrograms programs, int id) {
    this.programs = programs;
    this.id = id;
  }

  int run(Call call, List<String> words) throws IOException {
    List<String> argv = new ArrayList<>(List.of("set", Integer.toString(id)));
    for (int i = 0; i < words.size(); i += 2) {
      String option = words.get(i);
      if (i + 1 == words.size()) {
        return refused(call, option + " requires an argument");
      }
      String value = words.get(i + 1);
      switch (option) {
        case "--hostname", "--searchdomain", "--cpus", "--cpuunits", "--ipdel" ->
            argv.addAll(List.of(option, value));
        // vzctl of the simulator keeps no prefix.
        case "--ipadd" -> argv.addAll(List.of(option, value.split("/", 2)[0]));
        case "--nameserver" -> {
          for (String server : value.split("[ ,]+")) {
            argv.addAll(List.of(option, server));
          }
        }
        case "--autostart", "--onboot" ->
            argv.addAll(
                List.of("--onboot", value.equals("on") || value.equals("yes") ? "yes" : "no"));
        case "--memsize" -> argv.addAll(List.of("--ram", value));
        case "--swap" -> argv.addAll(List.of("--swap", value));
        case "--device-set" -> {
          if (!value.equals("hdd0")) {
            return refused(call, "The " + value + " device does not exist.");
          }
        }
        case "--size" -> argv.addAll(List.of("--diskspace", value + ":" + value));
        default -> {
          return refused(call, "Unrecognized option: " + option);
        }
      }
    }
    argv.add("--save");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        programs
            .vzctl()
            .run(
                argv,
                call.session(),
                InputStream.nullInputStream(),
                new Console(OutputStream.nullOutputStream(), err));
    if (exit != 0) {
      return Prlctl.failed(
          call,
          "configure the CT",
          new Prlctl.Done(exit, err.toString(StandardCharsets.ISO_8859_1)));
    }
    call.println("The CT has been successfully configured.");
    return 0;
  }

  private static int refused(Call call, String why) throws IOException {
    new Console(call.out(), call.err()).complain(why);
    return 3;
  }
}
