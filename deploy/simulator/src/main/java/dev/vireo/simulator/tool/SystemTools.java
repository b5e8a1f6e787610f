package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Interpreter;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tools about the system and about running others: sh, env, xargs, sleep, date, id and more. */
final class SystemTools {
  private SystemTools() {}

  static void addTo(Map<String, Tool> tools) {
    tools.put("sh", SystemTools::sh);
    tools.put("env", SystemTools::env);
    tools.put("xargs", SystemTools::xargs);
    tools.put("sleep", SystemTools::sleep);
    tools.put("date", SystemTools::date);
    tools.put("id", SystemTools::id);
    tools.put("logger", call -> 0);
    tools.put("hostname", SystemTools::hostname);
    tools.put("seq", SystemTools::seq);
    tools.put("basename", SystemTools::basename);
    tools.put("dirname", SystemTools::dirname);
    tools.put("yes", SystemTools::yes);
  }

  private static int sh(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "c:seuxf");
    List<String> operands = switches.operands();
    String name = switches.has('c') && !operands.isEmpty() ? operands.getFirst() : call.name();
    Interpreter shell =
        new Interpreter(
            call.session(), name, call.environment(), call.in(), call.out(), call.err());
    shell.directory(call.directory());
    for (char letter : "euxf".toCharArray()) {
      if (switches.has(letter)) {
        shell.option(letter);
      }
    }
    if (switches.has('c')) {
      shell.parameters(operands.isEmpty() ? List.of() : operands.subList(1, operands.size()));
      return shell.run(switches.get('c', ""));
    }
    if (switches.has('s') || operands.isEmpty()) {
      shell.parameters(operands);
      return shell.run(call.in());
    }
    String path = VirtualFiles.resolve(call.directory(), operands.getFirst());
    if (!call.session().machine().files().isFile(path)) {
      call.complain("can't open '" + operands.getFirst() + "': No such file or directory");
      return 127;
    }
    shell.parameters(operands.subList(1, operands.size()));
    return shell.run(call.session().machine().files().read(path));
  }

  private static int env(Call call) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>(call.environment());
    List<String> words = new ArrayList<>(call.arguments());
    while (!words.isEmpty() && words.getFirst().matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
      String word = words.removeFirst();
      int equals = word.indexOf('=');
      environment.put(word.substring(0, equals), word.substring(equals + 1));
    }
    if (!words.isEmpty()) {
      Call other =
          new Call(
              call.name(),
              call.arguments(),
              environment,
              call.in(),
              call.out(),
              call.err(),
              call.directory(),
              call.session());
      return invoke(other, words, call.in());
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      call.println(variable.getKey() + "=" + variable.getValue());
    }
    return 0;
  }

  private static int xargs(Call call) throws IOException {
    Switches switches = Switches.parse(call.arguments(), "n:I:r0");
    String input = new String(call.in().readAllBytes(), StandardCharsets.ISO_8859_1);
    boolean replacing = switches.has('I');
    List<String> items = new ArrayList<>();
    for (String item : input.split(switches.has('0') ? "\0" : replacing ? "\n" : "\\s+")) {
      if (!item.isBlank()) {
        items.add(item);
      }
    }
    List<String> command = switches.operands().isEmpty() ? List.of("echo") : switches.operands();
    int width = replacing ? 1 : switches.number('n', Integer.MAX_VALUE >> 8);
    if (width < 1) {
      throw new Usage(1, "invalid number '0'");
    }
    int status = 0;
    if (items.isEmpty() && !switches.has('r') && !replacing) {
      status = invoke(call, command, InputStream.nullInputStream());
    }
    for (int i = 0; i < items.size(); i += width) {
      List<String> words = new ArrayList<>();
      if (replacing) {
        for (String word : command) {
          words.add(word.replace(switches.get('I', "{}"), items.get(i).strip()));
        }
      } else {
        words.addAll(command);
        words.addAll(items.subList(i, Math.min(items.size(), i + width)));
      }
      int result = invoke(call, words, InputStream.nullInputStream());
      if (result == 127) {
        return 127;
      }
      status = result == 0 ? status : 123;
    }
    return status;
  }

  /** Runs a program, or a shell's echo and printf, which programs of those names would be. */
  private static int invoke(Call call, List<String> words, InputStream in) throws IOException {
    String name = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    Tool tool = call.session().machine().tool(name);
    call.out().flush();
    if (tool != null) {
      try {
        return tool.run(call.with(name, List.copyOf(rest), in));
      } catch (Usage e) {
        call.complain(name + ": " + e.getMessage());
        return e.status();
      }
    }
    if (List.of("echo", "printf", "test", "true", "false").contains(name)) {
      Interpreter shell =
          new Interpreter(
              call.session(),
              name,
              call.environment(),
              InputStream.nullInputStream(),
              call.out(),
              call.err());
      shell.parameters(List.copyOf(rest));
      return shell.run(name + " \"$@\"");
    }
    call.complain(name + ": not found");
    return 127;
  }

  private static int sleep(Call call) throws IOException {
    if (call.arguments().size() != 1
        || !call.arguments().getFirst().matches("[0-9]{0,6}(\\.[0-9]{1,6})?")) {
      throw new Usage(1, "invalid number '" + String.join(" ", call.arguments()) + "'");
    }
    long until =
        System.nanoTime() + (long) (Double.parseDouble("0" + call.arguments().getFirst()) * 1e9);
    try {
      while (System.nanoTime() < until && !call.session().killed()) {
        Thread.sleep(Math.min(100, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
    return 0;
  }

  private static int date(Call call) throws IOException {
    List<String> arguments = new ArrayList<>(call.arguments());
    arguments.remove("-u");
    if (arguments.size() > 1 || (arguments.size() == 1 && !arguments.getFirst().startsWith("+"))) {
      throw new Usage(1, "invalid date '" + String.join(" ", arguments) + "'");
    }
    String format =
        arguments.isEmpty() ? "%a %b %e %H:%M:%S UTC %Y" : arguments.getFirst().substring(1);
    call.println(date(format, ZonedDateTime.now(ZoneOffset.UTC)));
    return 0;
  }

  private static String date(String format, ZonedDateTime now) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
        continue;
      }
      char letter = format.charAt(++i);
      String pattern =
          switch (letter) {
            case 'Y' -> "yyyy";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'H' -> "HH";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'a' -> "EEE";
            case 'b' -> "MMM";
            case 'e' -> "ppd";
            case 'F' -> "yyyy-MM-dd";
            case 'T' -> "HH:mm:ss";
            case 'N' -> "nnnnnnnnn";
            case 's' -> "";
            case '%' -> "'%'";
            case 'Z' -> "'UTC'";
            default -> throw new Usage(1, "unknown conversion %" + letter);
          };
      text.append(
          letter == 's'
              ? Long.toString(now.toEpochSecond())
              : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(now));
    }
    return text.toString();
  }

  private static int id(Call call) throws IOException {
    switch (String.join(" ", call.arguments())) {
      case "" -> call.println("uid=0(root) gid=0(root)");
      case "-u", "-g" -> call.println("0");
      case "-un", "-u -n" -> call.println("root");
      default -> throw new Usage(1, "invalid option " + String.join(" ", call.arguments()));
    }
    return 0;
  }

  private static int hostname(Call call) throws IOException {
    if (!call.arguments().isEmpty() && !call.arguments().equals(List.of("-s"))) {
      throw new Usage(1, "invalid option " + String.join(" ", call.arguments()));
    }
    call.println(call.session().machine().hostName());
    return 0;
  }

  private static int seq(Call call) throws IOException {
    List<String> numbers = call.arguments();
    if (numbers.isEmpty()
        || numbers.size() > 3
        || numbers.stream().anyMatch(text -> !text.matches("-?[0-9]{1,12}"))) {
      throw new Usage(1, "usage: seq [FIRST [INCREMENT]] LAST");
    }
    long first = numbers.size() > 1 ? Long.parseLong(numbers.getFirst()) : 1;
    long step = numbers.size() > 2 ? Long.parseLong(numbers.get(1)) : 1;
    long last = Long.parseLong(numbers.getLast());
    if (step == 0) {
      throw new Usage(1, "increment is zero");
    }
    for (long i = first; step > 0 ? i <= last : i >= last; i += step) {
      call.println(Long.toString(i));
    }
    return 0;
  }

  private static int basename(Call call) throws IOException {
    if (call.arguments().isEmpty() || call.arguments().size() > 2) {
      throw new Usage(1, "usage: basename FILE [SUFFIX]");
    }
    String path = call.arguments().getFirst().replaceFirst("(?<=.)/+$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    String suffix = call.arguments().size() > 1 ? call.arguments().get(1) : "";
    call.println(
        !suffix.isEmpty() && name.endsWith(suffix) && !name.equals(suffix)
            ? name.substring(0, name.length() - suffix.length())
            : name);
    return 0;
  }

  private static int dirname(Call call) throws IOException {
    if (call.arguments().size() != 1) {
      throw new Usage(1, "usage: dirname FILE");
    }
    String path = call.arguments().getFirst().replaceFirst("(?<=.)/+$", "");
    int slash = path.lastIndexOf('/');
    call.println(slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash));
    return 0;
  }

  private static int yes(Call call) throws IOException {
    String word = call.arguments().isEmpty() ? "y" : String.join(" ", call.arguments());
    while (!call.session().killed()) {
      call.println(word);
    }
    return 137;
  }
}
