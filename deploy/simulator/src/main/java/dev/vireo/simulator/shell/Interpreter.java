package dev.vireo.simulator.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  private int finish(Runnable body) {
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

  int execute(Node node) {
    switch (node) {
      case Node.Simple simple -> {
        status = new SimpleCommand(this).run(simple);
        checkError();
      }
      case Node.Block block -> {
        status = block.steps().isEmpty() ? 0 : status;
        for (Node.Step step : block.steps()) {
          if (step.background()) {
            Interpreter child = fork(files.withIn(InputStream.nullInputStream()));
            jobs.start(() -> child.finish(() -> child.execute(step.node())), session.nextProcess());
            status = 0;
          } else {
            execute(step.node());
          }
        }
      }
      case Node.AndOr list -> {
        int left = condition(list.left());
        if ((left == 0) == list.and()) {
          execute(list.right());
        }
      }
      case Node.Pipeline pipeline -> pipeline(pipeline);
      case Node.If choice -> conditional(choice);
      case Node.Loop loop -> loop(loop);
      case Node.For loop -> forEach(loop);
      case Node.Case choice -> choose(choice);
      case Node.Subshell subshell -> {
        status = forked(subshell.body(), files);
        checkError();
      }
      case Node.Function function -> {
        functions.put(function.name(), function.body());
        status = 0;
      }
      case Node.Redirected redirected ->
          withRedirects(redirected.redirects(), () -> execute(redirected.node()));
    }
    return status;
  }

  private void checkError() {
    if (status != 0 && options.exitOnError() && inCondition == 0) {
      throw new Signals.Exit(status);
    }
  }

  private int condition(Node node) {
    inCondition++;
    try {
      return execute(node);
    } finally {
      inCondition--;
    }
  }

  private int forked(Node body, Descriptors descriptors) {
    Interpreter child = fork(descriptors);
    return child.finish(() -> child.execute(body));
  }

  private void conditional(Node.If choice) {
    if (condition(choice.condition()) == 0) {
      execute(choice.then());
    } else if (choice.otherwise() != null) {
      execute(choice.otherwise());
    } else {
      status = 0;
    }
  }

  private void loop(Node.Loop loop) {
    int last = 0;
    while ((condition(loop.condition()) == 0) != loop.until()) {
      if (!body(loop.body())) {
        return;
      }
      last = status;
    }
    status = last;
  }

  private void forEach(Node.For loop) {
    List<String> values =
        loop.words() == null ? variables.positional() : expander.fields(loop.words());
    status = 0;
    for (String value : values) {
      variables.set(loop.name(), value);
      if (!body(loop.body())) {
        return;
      }
    }
  }

  /** Runs a loop's body once; false when the loop ends by it. */
  private boolean body(Node body) {
    try {
      execute(body);
      return true;
    } catch (Signals.Leave leave) {
      if (leave.levels > 1) {
        throw new Signals.Leave(leave.goOn, leave.levels - 1);
      }
      status = 0;
      return leave.goOn;
    }
  }

  private void choose(Node.Case choice) {
    String subject = expander.text(choice.subject());
    status = 0;
    for (Node.Branch branch : choice.branches()) {
      for (Word pattern : branch.patterns()) {
        if (Glob.matches(expander.pattern(pattern), subject)) {
          execute(branch.body());
          return;
        }
      }
    }
  }

  private void pipeline(Node.Pipeline pipeline) {
    if (pipeline.stages().size() == 1) {
      condition(pipeline.stages().getFirst());
    } else {
      status = stages(pipeline.stages());
    }
    if (pipeline.negated()) {
      status = status == 0 ? 1 : 0;
    } else {
      checkError();
    }
  }

  private int stages(List<Node> stages) {
    Jobs running = new Jobs();
    Descriptors in = files;
    @Nullable InputStream upstream = null;
    for (int i = 0; i < stages.size(); i++) {
      Node stage = stages.get(i);
      boolean last = i == stages.size() - 1;
      Pipe pipe = new Pipe();
      OutputStream downstream = last ? null : pipe.writer();
      Interpreter child = fork(downstream == null ? in : in.withOut(downstream));
      InputStream from = upstream;
      running.start(
          () -> {
            try (InputStream closedAtEnd = from;
                OutputStream alsoClosed = downstream) {
              return child.finish(() -> child.execute(stage));
            }
          },
          session.nextProcess());
      upstream = pipe.reader();
      in = files.withIn(upstream);
    }
    int last = running.awaitAll();
    if (session.killed()) {
      throw new Session.Killed();
    }
    return last;
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
    status = forked(body, files.withOut(captured));
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

  /** Runs something with redirections in force. */
  void withRedirects(List<Node.Redirect> redirects, Runnable body) {
    Descriptors before = files;
    Redirections opened = new Redirections(this);
    try {
      files = opened.apply(redirects);
      body.run();
    } catch (Signals.Failure e) {
      complain(e.what());
      status = e.status;
      checkError();
    } finally {
      files = before;
      opened.close();
    }
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

  /** The paths that a pattern matches, sorted; none if nothing does or globbing is off. */
  List<String> paths(String pattern) {
    if (options.noGlob()) {
      return List.of();
    }
    List<String> found = new ArrayList<>(List.of(pattern.startsWith("/") ? "/" : ""));
    for (String part : pattern.split("/")) {
      if (part.isEmpty()) {
        continue;
      }
      List<String> next = new ArrayList<>();
      for (String base : found) {
        String prefix = base.isEmpty() || base.endsWith("/") ? base : base + "/";
        String parent = VirtualFiles.resolve(directory, base.isEmpty() ? "." : base);
        for (String entry : session.machine().files().list(parent)) {
          if (Glob.matches(part, entry) && (!entry.startsWith(".") || part.startsWith("."))) {
            next.add(prefix + entry);
          }
        }
      }
      found = next;
    }
    return found;
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
}
