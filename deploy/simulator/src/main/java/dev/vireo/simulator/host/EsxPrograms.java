package dev.vireo.simulator.host;

import dev.vireo.simulator.estate.Change;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.Release;
import dev.vireo.simulator.esxcli.EsxCfg;
import dev.vireo.simulator.esxcli.EsxCli;
import dev.vireo.simulator.esxcli.Interference;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.fault.Faults;
import dev.vireo.simulator.log.CommandLog;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.vm.EsxFiles;
import dev.vireo.simulator.vm.MachinePrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The programs that only an ESX host has. Each call is delayed, spoilt by faults, and logged. */
final class EsxPrograms {
  private static final byte[] GARBAGE = {
    (byte) 0xc3,
    0x28,
    (byte) 0xff,
    (byte) 0xfe,
    0x1b,
    '[',
    '3',
    '1',
    'm',
    ' ',
    'g',
    'a',
    'r',
    'b',
    'a',
    'g',
    'e',
    ' ',
    (byte) 0x80,
    (byte) 0xbf,
    '\n'
  };
  private static final long HUGE = 10_000_000;

  private final EsxHost host;
  private final EsxFiles files;
  private final Faults faults;
  private final CommandLog log;
  private final Delay delay;

  EsxPrograms(EsxHost host, EsxFiles files, Faults faults, CommandLog log, Delay delay) {
    this.host = host;
    this.files = files;
    this.faults = faults;
    this.log = log;
    this.delay = delay;
  }

  Map<String, Tool> byName() {
    Map<String, Tool> programs = new HashMap<>();
    programs.put("esxcli", call -> answer(call, esxcli(call)));
    programs.put("vmware", call -> answer(call, version(call)));
    programs.put("esxcfg-mpath", call -> answer(call, EsxCfg.mpath(host, call.arguments())));
    programs.put("esxcfg-scsidevs", call -> answer(call, EsxCfg.scsidevs(host, call.arguments())));
    programs.put("uname", call -> answer(call, EsxCfg.uname(host, call.arguments())));
    if (!host.release().isClassic()) {
      programs.put("localcli", programs.get("esxcli"));
      MachinePrograms.byName(host, files)
          .forEach((name, tool) -> programs.put(name, call -> logged(call, tool)));
    }
    return Map.copyOf(programs);
  }

  private int logged(Call call, Tool tool) throws IOException {
    int status = tool.run(call);
    List<String> argv = new ArrayList<>(List.of(call.name()));
    argv.addAll(call.arguments());
    log.add(host.name(), call.session().id(), argv, status, null);
    return status;
  }

  private EsxCli.Result esxcli(Call call) {
    delay.pass(faults.strike(FaultKind.SLOW).map(fault -> fault.number(2000)).orElse(0L));
    return EsxCli.of(host.release()).run(host, call.arguments(), this::interfere);
  }

  private Interference.Effect interfere(String device) {
    if (faults.strike(FaultKind.SET_FAILS, device).isPresent()) {
      return Interference.Effect.FAIL;
    }
    return faults.strike(FaultKind.IGNORE, device).isPresent()
        ? Interference.Effect.IGNORE
        : Interference.Effect.PROCEED;
  }

  private EsxCli.Result version(Call call) {
    Release release = host.release();
    return switch (String.join(" ", call.arguments())) {
      case "-v", "--version" -> shown(release.fullName() + "\n");
      case "-l" ->
          shown(release.product() + " " + release.version() + " " + release.level() + "\n");
      case "-vl", "-lv", "-v -l" ->
          shown(
              release.fullName()
                  + "\n"
                  + release.product()
                  + " "
                  + release.version()
                  + " "
                  + release.level()
                  + "\n");
      default -> new EsxCli.Result(1, "", "Usage: vmware [-v] [-l]\n", null);
    };
  }

  private static EsxCli.Result shown(String text) {
    return new EsxCli.Result(0, text, "", null);
  }

  private int answer(Call call, EsxCli.Result result) throws IOException {
    List<String> argv = new ArrayList<>(List.of(call.name()));
    argv.addAll(call.arguments());
    @Nullable Change change = result.change();
    log.add(host.name(), call.session().id(), argv, result.exit(), change);
    if (faults.strike(FaultKind.GARBAGE_STDERR).isPresent()) {
      call.err().write(GARBAGE);
    }
    if (faults.strike(FaultKind.GARBAGE_STDOUT).isPresent()) {
      call.out().write(GARBAGE);
    }
    long huge = faults.strike(FaultKind.HUGE_OUTPUT).map(fault -> fault.number(HUGE)).orElse(0L);
    byte[] line =
        "   Something That Nobody Asked For: 0123456789abcdef\n"
            .getBytes(StandardCharsets.US_ASCII);
    for (long written = 0; written < huge; written += line.length) {
      call.out().write(line);
    }
    call.out().write(printed(argv, result).getBytes(StandardCharsets.UTF_8));
    if (!result.err().isEmpty()) {
      call.out().flush();
      call.err().write(result.err().getBytes(StandardCharsets.UTF_8));
    }
    return result.exit();
  }

  /** What of a listing is printed. Whether a program says who it is has nothing to do with it. */
  private String printed(List<String> argv, EsxCli.Result result) {
    if (result.out().isEmpty() || argv.getFirst().equals("vmware")) {
      return result.out();
    }
    String command = String.join(" ", argv);
    if (faults.strike(FaultKind.SILENT, f -> command.contains(f.argument())).isPresent()) {
      return "";
    }
    return faults.strike(FaultKind.CUT_OUTPUT, f -> command.contains(f.argument())).isPresent()
        ? cut(result.out())
        : result.out();
  }

  /** About half of it: to the middle of a line, as where a program died while it wrote. */
  private static String cut(String text) {
    int middle = text.length() / 2;
    int end = text.indexOf('\n', middle);
    int begin = text.lastIndexOf('\n', Math.max(0, middle - 1)) + 1;
    return text.substring(0, Math.max(1, (begin + (end < 0 ? text.length() : end)) / 2));
  }
}
