package dev.vireo.simulator.tool;

import dev.vireo.simulator.awk.AwkMachine;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code awk [-F SEPARATOR] [-v NAME=VALUE] PROGRAM [FILE]...}. */
final class Awk {
  private Awk() {}

  static int run(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "F:v:");
    List<String> operands = new ArrayList<>(switches.operands());
    if (operands.isEmpty()) {
      throw new Usage(1, "usage: awk [-F SEPARATOR] [-v NAME=VALUE] PROGRAM [FILE]...");
    }
    AwkMachine machine = new AwkMachine(operands.removeFirst(), call::print);
    if (switches.has('F')) {
      String separator = switches.get('F', " ");
      machine.assign("FS", separator.equals("t") || separator.equals("\\t") ? "\t" : separator);
    }
    for (String assignment : switches.all('v')) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new Usage(1, "-v wants NAME=VALUE: " + assignment);
      }
      machine.assign(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    int unreadable = 0;
    if (machine.begin() && !machine.readsNothing()) {
      unreadable = Lines.each(call, operands, (file, line) -> machine.record(line));
    }
    int status = machine.end();
    return status == 0 && unreadable != 0 ? 2 : status;
  }
}
