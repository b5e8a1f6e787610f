package dev.vireo.simulator.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts. One instance is one shell process: its variables, functions, options and open
 * files. Not safe for several threads; a subshell is a {@linkplain #fork copy}.
 */
public final class Interpreter {
  private static final int DEEPEST_CALL = 200;
  private static final int LARGEST_SUBSTITUTION = 64 << 20;

  private final Session session;
  private final String name;
  private final Variables variables;
  private final Map<String, Node> functions;
  private final Expander expander = new Expander(this);
  private final Builtins builtins = new Builtins(this);
  private final Evaluation evaluation = new Evaluation(this);
  private final Jobs jobs = new Jobs();
  private final Map<String, String> traps = new HashMap<>();
  private final int process;
  private Descriptors files;
  private Options options = Options.NONE;
  private String directory = "/";
  private int status;
  private int inCondition;
  private int depth;

  /** A fresh shell. */
  public Interpreter(
      Session session,
      String name,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    this.session = session;
    this.name = name;
    this.process = session.nextProcess();
    this.files = Descriptors.of(in, out, err);
    this.variables = new Variables();
    this.functions = new HashMap<>();
    environment.forEach(
        (key, value) -> {
          variables.set(key, value);
          variables.export(key);
        });
    variables.set("IFS", " \t\n");
  }

  private Interpreter(Interpreter parent) {
    this.session = parent.session;
    this.name = parent.name;
    this.process = parent.process;
    this.variables = parent.variables.copy();
    this.functions = new HashMap<>(parent.functions);
    this.files = parent.files;
    this.options = parent.options;
    this.directory = parent.directory;
    this.status = parent.status;
    this.inCondition = parent.inCondition;
    this.depth = parent.depth + 1;
    if (parent.traps.containsKey("PIPE") && parent.ignoresBrokenPipe()) {
      traps.put("PIPE", "");
    }
  }

  /** A subshell with the given files. */
  Interpreter fork(Descriptors descriptors) {
    if (depth > DEEPEST_CALL) {
      throw fatal(2, "too many nested subshells");
    }
    Interpreter copy = new Interpreter(this);
    copy.files = descriptors;
    return copy;
  }

  /** Sets the positional parameters. */
  public void parameters(List<String> parameters) {
    variables.positional(parameters);
  }

  /** Switches an option of {@code set} on: e, u, x or f. */
  public void option(char letter) {
    options = options.with(letter, true);
  }

  /** Starts in this directory. */
  public void directory(String path) {
    directory = path;
  }

  /**
   * Runs a script to its end, command by command as it is read.
   *
   * @return the exit status
   */
  public int run(InputStream script) {
    return finish(
        () -> {
          Parser parser = new Parser(new Source(script));
          for (Node node = parser.next(); node != null; node = parser.next()) {
            execute(node);
          }
        });
  }

  /** Runs the script that {@code sh -c} got. */
  public int run(String script) {
    return finish(() -> execute(Parser.parse(script)));
  }

  /** Runs one command line of an interactive shell; a failing one does not end the shell. */
  int runLine(Parser parser) {
    try {
      Node node = parser.next();
      if (node == null) {
        throw new Signals.Exit(status);
      }
      execute(node);
    } catch (SyntaxError e) {
      complain(String.valueOf(e.getMessage()));
      status = 2;
    } catch (Signals.Return | Signals.Leave e) {
      status = 0;
    }
    return status;
  }

  /** Runs a body as this shell's last work: exits, syntax errors and traps are dealt with. */
  int finish(Runnable body) {
    int exit;
    try {
      body.run();
      exit = status;
    } catch (Signals.Exit e) {
      exit = e.status;
    } catch (Signals.Return e) {
      exit = e.status;
    } catch (Signals.Leave e) {
      exit = 0;
    } catch (SyntaxError e) {
      complain(String.valueOf(e.getMessage()));
      exit = 2;
    } catch (StackOverflowError e) {
      complain("script nested too deeply");
      exit = 2;
    } catch (UncheckedIOException e) {
      exit = BrokenPipe.STATUS;
    }
    String trap = traps.remove("EXIT");
    if (trap == null || trap.isEmpty() || session.killed()) {
      return exit;
    }
    status = exit;
    try {
      execute(Parser.parse(trap));
    } catch (Signals.Exit e) {
      return e.status;
    } catch (SyntaxError e) {
      complain(String.valueOf(e.getMessage()));
    }
    return exit;
  }

  /** The output of a command, without the newlines at its end. */
  String substitute(Node body) {
    ByteArrayOutputStream captured =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] source, int offset, int length) {
            if (count + length > LARGEST_SUBSTITUTION) {
              throw new Signals.Exit(2);
            }
            super.write(source, offset, length);
          }
        };
    Interpreter child = fork(files.withOut(captured));
    status = child.finish(() -> child.execute(body));
    String text = captured.toString(StandardCharsets.ISO_8859_1);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end).replace("\0", "");
  }

  /** Calls a function of the script. */
  int callFunction(Node body, List<String> arguments) {
    if (++depth > DEEPEST_CALL) {
      throw fatal(2, "function nested too deeply");
    }
    List<String> before = variables.positional();
    variables.positional(arguments);
    variables.enterFunction();
    try {
      return execute(body);
    } catch (Signals.Return e) {
      status = e.status;
      return status;
    } finally {
      variables.leaveFunction();
      variables.positional(before);
      depth--;
    }
  }

  int execute(Node node) {
    return evaluation.execute(node);
  }

  /** The value of a parameter, special ones included; null if unset. */
  @Nullable String parameter(String parameter) {
    List<String> positional = variables.positional();
    if (Character.isDigit(parameter.charAt(0))) {
      int index = parameter.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(parameter);
      if (index == 0) {
        return name;
      }
      return index <= positional.size() ? positional.get(index - 1) : null;
    }
    return switch (parameter) {
      case "?" -> Integer.toString(status);
      case "#" -> Integer.toString(positional.size());
      case "@", "*" -> String.join(" ", positional);
      case "$" -> Integer.toString(process);
      case "!" -> jobs.last();
      case "-" -> options.letters();
      default -> variables.get(parameter);
    };
  }

  /** The paths that a pattern matches; none if nothing does or globbing is off. */
  List<String> paths(String pattern) {
    return options.noGlob()
        ? List.of()
        : Pathnames.matching(pattern, directory, session.machine().files());
  }

  /** Says why and ends the shell. */
  Signals.Exit fatal(int exit, String what) {
    complain(what);
    return new Signals.Exit(exit);
  }

  /** Writes a message of the shell itself; one that nobody can read is dropped. */
  void complain(String what) {
    try {
      files.err().write((name + ": " + what + "\n").getBytes(StandardCharsets.ISO_8859_1));
      files.err().flush();
    } catch (IOException e) {
      status = BrokenPipe.STATUS;
    }
  }

  /** What SIGPIPE does to the shell itself. */
  int brokenPipe() {
    String trap = traps.get("PIPE");
    if (trap == null) {
      throw new Signals.Exit(BrokenPipe.STATUS);
    }
    if (!trap.isEmpty()) {
      execute(Parser.parse(trap));
    }
    return 1;
  }

  private boolean ignoresBrokenPipe() {
    return "".equals(traps.get("PIPE"));
  }

  Session session() {
    return session;
  }

  Variables variables() {
    return variables;
  }

  Map<String, Node> functions() {
    return functions;
  }

  Expander expander() {
    return expander;
  }

  Builtins builtins() {
    return builtins;
  }

  Jobs jobs() {
    return jobs;
  }

  Map<String, String> traps() {
    return traps;
  }

  Descriptors files() {
    return files;
  }

  void files(Descriptors descriptors) {
    files = descriptors;
  }

  Options options() {
    return options;
  }

  void options(Options changed) {
    options = changed;
  }

  String directory() {
    return directory;
  }

  int status() {
    return status;
  }

  void status(int exit) {
    status = exit;
  }

  /** Whether a failing command is a condition's business and not one of {@code set -e}. */
  boolean inCondition() {
    return inCondition > 0;
  }

  void enterCondition() {
    inCondition++;
  }

  void leaveCondition() {
    inCondition--;
  }
}
