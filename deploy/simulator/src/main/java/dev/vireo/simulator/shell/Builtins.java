package dev.vireo.simulator.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands that the shell carries out itself. */
final class Builtins {

  @FunctionalInterface
  interface Builtin {
    int run(List<String> arguments) throws IOException;
  }

  private static final Set<String> SPECIAL =
      Set.of(":", "eval", "export", "set", "unset", "trap", ".", "return", "exit", "shift");

  /** What every shell has, made once: a script forks a shell for each substitution. */
  private static final Map<String, Unbound> BY_NAME =
      Map.ofEntries(
          Map.entry(":", (own, arguments) -> 0),
          Map.entry("true", (own, arguments) -> 0),
          Map.entry("false", (own, arguments) -> 1),
          Map.entry("echo", Builtins::echo),
          Map.entry("printf", (own, arguments) -> own.print(Printf.format(arguments))),
          Map.entry("test", (own, arguments) -> own.test(arguments)),
          Map.entry("[", Builtins::bracket),
          Map.entry("cd", Builtins::changeDirectory),
          Map.entry("pwd", (own, arguments) -> own.print(own.shell.directory() + "\n")),
          Map.entry("exit", (own, arguments) -> own.leave(arguments)),
          Map.entry("return", Builtins::leaveFunction),
          Map.entry("break", (own, arguments) -> own.leaveLoop(arguments, false)),
          Map.entry("continue", (own, arguments) -> own.leaveLoop(arguments, true)),
          Map.entry("shift", Builtins::shift),
          Map.entry("set", Builtins::set),
          Map.entry("export", Builtins::export),
          Map.entry("local", Builtins::local),
          Map.entry("unset", Builtins::unset),
          Map.entry("eval", Builtins::eval),
          Map.entry(".", Builtins::source),
          Map.entry("read", (own, arguments) -> new ReadLine(own.shell).run(arguments)),
          Map.entry("trap", Builtins::trap),
          Map.entry("command", Builtins::command),
          Map.entry("type", Builtins::type),
          Map.entry("wait", Builtins::await));

  private static final Pattern ECHO_OPTIONS = Pattern.compile("-[neE]+");

  @FunctionalInterface
  private interface Unbound {
    int run(Builtins own, List<String> arguments) throws IOException;
  }

  private final Interpreter shell;

  Builtins(Interpreter shell) {
    this.shell = shell;
  }

  /** Whether an assignment before this command outlives it, as POSIX asks of special builtins. */
  static boolean keepsAssignments(String name) {
    return SPECIAL.contains(name);
  }

  @Nullable Builtin find(String name) {
    Unbound builtin = BY_NAME.get(name);
    return builtin == null ? null : arguments -> builtin.run(this, arguments);
  }

  private int print(String text) throws IOException {
    shell.files().out().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return 0;
  }

  /** As in busybox: {@code -n}, {@code -e}, {@code -E} and their combinations. */
  private int echo(List<String> arguments) throws IOException {
    boolean newline = true;
    boolean escapes = false;
    int first = 0;
    while (first < arguments.size() && ECHO_OPTIONS.matcher(arguments.get(first)).matches()) {
      for (char c : arguments.get(first).substring(1).toCharArray()) {
        newline &= c != 'n';
        escapes = c == 'e' || (escapes && c != 'E');
      }
      first++;
    }
    String text = String.join(" ", arguments.subList(first, arguments.size()));
    return print((escapes ? Printf.unescape(text) : text) + (newline ? "\n" : ""));
  }

  private int test(List<String> arguments) {
    return new TestExpression(arguments, shell).holds() ? 0 : 1;
  }

  private int bracket(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.getLast().equals("]")) {
      throw new Signals.Failure(2, "[: missing ]");
    }
    return test(arguments.subList(0, arguments.size() - 1));
  }

  private int changeDirectory(List<String> arguments) {
    String home = shell.variables().get("HOME");
    String target = arguments.isEmpty() ? (home == null ? "/" : home) : arguments.getFirst();
    String path = VirtualFiles.resolve(shell.directory(), target);
    if (!shell.session().machine().files().isDirectory(path)) {
      throw new Signals.Failure(2, "cd: can't cd to " + target + ": No such file or directory");
    }
    shell.directory(path);
    return 0;
  }

  private int leave(List<String> arguments) {
    throw new Signals.Exit(arguments.isEmpty() ? shell.status() : number("exit", arguments) & 0xff);
  }

  private int leaveFunction(List<String> arguments) {
    throw new Signals.Return(
        arguments.isEmpty() ? shell.status() : number("return", arguments) & 0xff);
  }

  private static int leaveLoop(List<String> arguments, boolean goOn) {
    throw new Signals.Leave(goOn, arguments.isEmpty() ? 1 : number("break", arguments));
  }

  private static int number(String command, List<String> arguments) {
    String text = arguments.getFirst();
    if (!text.matches("[0-9]{1,9}")) {
      throw new Signals.Failure(2, command + ": Illegal number: " + text);
    }
    return Integer.parseInt(text);
  }

  private int shift(List<String> arguments) {
    int by = arguments.isEmpty() ? 1 : number("shift", arguments);
    List<String> parameters = shell.variables().positional();
    if (by > parameters.size()) {
      return 1;
    }
    shell.variables().positional(parameters.subList(by, parameters.size()));
    return 0;
  }

  private int set(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      StringBuilder all = new StringBuilder();
      shell
          .variables()
          .all()
          .forEach((name, value) -> all.append(name).append('=').append(quote(value)).append('\n'));
      return print(all.toString());
    }
    int index = 0;
    for (; index < arguments.size(); index++) {
      String argument = arguments.get(index);
      if (argument.equals("--")) {
        shell.variables().positional(arguments.subList(index + 1, arguments.size()));
        return 0;
      }
      if (argument.length() < 2 || (argument.charAt(0) != '-' && argument.charAt(0) != '+')) {
        shell.variables().positional(arguments.subList(index, arguments.size()));
        return 0;
      }
      for (char letter : argument.substring(1).toCharArray()) {
        shell.options(shell.options().with(letter, argument.charAt(0) == '-'));
      }
    }
    return 0;
  }

  private int export(List<String> arguments) throws IOException {
    if (arguments.isEmpty() || arguments.equals(List.of("-p"))) {
      StringBuilder all = new StringBuilder();
      shell
          .variables()
          .environment()
          .forEach(
              (name, value) ->
                  all.append("export ").append(name).append('=').append(quote(value)).append('\n'));
      return print(all.toString());
    }
    for (String argument : arguments) {
      shell.variables().export(declare("export", argument));
    }
    return 0;
  }

  private int local(List<String> arguments) {
    if (!shell.variables().inFunction()) {
      throw new Signals.Failure(2, "local: not in a function");
    }
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      shell.variables().local(equals < 0 ? argument : argument.substring(0, equals));
      declare("local", argument);
    }
    return 0;
  }

  private String declare(String command, String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    if (!WordReader.isName(name)) {
      throw new Signals.Failure(2, command + ": " + argument + ": bad variable name");
    }
    if (equals >= 0) {
      shell.variables().set(name, argument.substring(equals + 1));
    }
    return name;
  }

  static String quote(String value) {
    return "'" + value.replace("'", "'\"'\"'") + "'";
  }

  private int unset(List<String> arguments) {
    boolean function = !arguments.isEmpty() && arguments.getFirst().equals("-f");
    boolean option = function || (!arguments.isEmpty() && arguments.getFirst().equals("-v"));
    for (String name : option ? arguments.subList(1, arguments.size()) : arguments) {
      if (function) {
        shell.functions().remove(name);
      } else if (WordReader.isName(name)) {
        shell.variables().unset(name);
      } else {
        throw new Signals.Failure(2, "unset: " + name + ": bad variable name");
      }
    }
    return 0;
  }

  private int eval(List<String> arguments) {
    return shell.execute(Parser.parse(String.join(" ", arguments)));
  }

  private int source(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      throw new Signals.Failure(2, ".: filename argument required");
    }
    String path = VirtualFiles.resolve(shell.directory(), arguments.getFirst());
    HostFiles files = shell.session().machine().files();
    if (!files.isFile(path)) {
      throw new Signals.Failure(2, ".: can't open '" + arguments.getFirst() + "'");
    }
    try {
      return shell.execute(
          Parser.parse(new String(files.content(path), StandardCharsets.ISO_8859_1)));
    } catch (Signals.Return e) {
      return e.status;
    }
  }

  private int trap(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      StringBuilder all = new StringBuilder();
      shell
          .traps()
          .forEach(
              (signal, action) ->
                  all.append("trap -- ")
                      .append(quote(action))
                      .append(' ')
                      .append(signal)
                      .append('\n'));
      return print(all.toString());
    }
    List<String> words =
        arguments.getFirst().equals("--") ? arguments.subList(1, arguments.size()) : arguments;
    String action = words.getFirst();
    for (String signal : words.subList(1, words.size())) {
      String name = signal(signal);
      if (action.equals("-")) {
        shell.traps().remove(name);
      } else {
        shell.traps().put(name, action);
      }
    }
    return 0;
  }

  /** Signals that a simulated host may get; INT, TERM and HUP never arrive, but may be trapped. */
  private static String signal(String text) {
    return switch (text) {
      case "0", "EXIT" -> "EXIT";
      case "1", "HUP", "SIGHUP" -> "HUP";
      case "2", "INT", "SIGINT" -> "INT";
      case "3", "QUIT", "SIGQUIT" -> "QUIT";
      case "13", "PIPE", "SIGPIPE" -> "PIPE";
      case "15", "TERM", "SIGTERM" -> "TERM";
      default -> throw new Signals.Failure(1, "trap: " + text + ": invalid signal specification");
    };
  }

  private int command(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      return 0;
    }
    switch (arguments.getFirst()) {
      case "-v" -> {
        return arguments.size() > 1 ? where(arguments.get(1)) : 0;
      }
      case "-V" -> {
        return type(arguments.subList(1, arguments.size()));
      }
      default -> {
        if (arguments.getFirst().startsWith("-")) {
          throw new Signals.Failure(2, "command: illegal option " + arguments.getFirst());
        }
        return new SimpleCommand(shell).withoutFunctions(arguments);
      }
    }
  }

  private int where(String name) throws IOException {
    if (find(name) != null || shell.functions().containsKey(name)) {
      return print(name + "\n");
    }
    if (new SimpleCommand(shell).tool(name) != null) {
      return print((name.indexOf('/') < 0 ? "/bin/" + name : name) + "\n");
    }
    return 127;
  }

  private int type(List<String> names) throws IOException {
    int status = 0;
    for (String name : names) {
      if (shell.functions().containsKey(name)) {
        print(name + " is a function\n");
      } else if (find(name) != null) {
        print(name + " is a shell builtin\n");
      } else if (new SimpleCommand(shell).tool(name) != null) {
        print(name + " is /bin/" + name + "\n");
      } else {
        print(name + ": not found\n");
        status = 127;
      }
    }
    return status;
  }

  private int await(List<String> arguments) {
    if (arguments.isEmpty()) {
      shell.jobs().awaitAll();
      return 0;
    }
    int status = 0;
    for (String argument : arguments) {
      status = shell.jobs().await(number("wait", List.of(argument)));
    }
    return status;
  }
}
