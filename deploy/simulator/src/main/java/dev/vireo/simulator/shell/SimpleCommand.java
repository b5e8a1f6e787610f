package dev.vireo.simulator.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one simple command: a function, a builtin or a program of the host. */
final class SimpleCommand {
  /** Where hosts keep programs; a path into one of these means the program itself. */
  private static final List<String> BINARIES =
      List.of("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/lib/vmware/bin/");

  private final Interpreter shell;
  private int result;

  SimpleCommand(Interpreter shell) {
    this.shell = shell;
  }

  int run(Node.Simple command) {
    shell.session().step();
    List<String> words = shell.expander().fields(command.words());
    result = command.words().isEmpty() || words.isEmpty() ? substitutionStatus(command) : 0;
    if (words.isEmpty()) {
      assign(command.assignments());
      if (!command.redirects().isEmpty()) {
        result = 0;
        redirected(command.redirects(), () -> {});
      }
      return result;
    }
    if (words.getFirst().equals("exec")) {
      return exec(command, words);
    }
    List<Value> values = evaluate(command.assignments());
    trace(values, words);
    Map<String, @Nullable String> before = new HashMap<>();
    for (Value value : values) {
      before.put(value.name(), shell.variables().get(value.name()));
      shell.variables().set(value.name(), value.value());
    }
    boolean keep = Builtins.keepsAssignments(words.getFirst());
    redirected(command.redirects(), () -> result = dispatch(words, values));
    if (!keep) {
      before.forEach(shell.variables()::restore);
    }
    return result;
  }

  private record Value(String name, String value) {}

  private int substitutionStatus(Node.Simple command) {
    boolean substitutes =
        command.assignments().stream()
                .flatMap(assignment -> assignment.value().parts().stream())
                .anyMatch(Word.Command.class::isInstance)
            || command.words().stream()
                .flatMap(word -> word.parts().stream())
                .anyMatch(Word.Command.class::isInstance);
    return substitutes ? -1 : 0;
  }

  private void assign(List<Node.Assignment> assignments) {
    boolean substituted = result == -1;
    List<Value> values = new ArrayList<>();
    for (Node.Assignment assignment : assignments) {
      Value value = new Value(assignment.name(), shell.expander().text(assignment.value()));
      values.add(value);
      shell.variables().set(value.name(), value.value());
    }
    trace(values, List.of());
    result = substituted ? shell.status() : 0;
  }

  private List<Value> evaluate(List<Node.Assignment> assignments) {
    List<Value> values = new ArrayList<>();
    for (Node.Assignment assignment : assignments) {
      values.add(new Value(assignment.name(), shell.expander().text(assignment.value())));
    }
    return values;
  }

  private void trace(List<Value> values, List<String> words) {
    if (!shell.options().trace()) {
      return;
    }
    StringBuilder line = new StringBuilder("+");
    values.forEach(
        value -> line.append(' ').append(value.name()).append('=').append(value.value()));
    words.forEach(word -> line.append(' ').append(word));
    try {
      shell.files().err().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      result = shell.brokenPipe();
    }
  }

  private void redirected(List<Node.Redirect> redirects, Runnable body) {
    if (redirects.isEmpty()) {
      body.run();
      return;
    }
    Descriptors before = shell.files();
    Redirections opened = new Redirections(shell);
    try {
      shell.files(opened.apply(redirects));
      body.run();
    } catch (Signals.Failure e) {
      shell.complain(e.what());
      result = e.status;
    } finally {
      shell.files(before);
      opened.close();
    }
  }

  /** {@code exec}: without a command its redirections stay in force. */
  private int exec(Node.Simple command, List<String> words) {
    Descriptors changed;
    try {
      changed = new Redirections(shell).apply(command.redirects());
    } catch (Signals.Failure e) {
      throw shell.fatal(e.status, e.what());
    }
    shell.files(changed);
    if (words.size() == 1) {
      return 0;
    }
    List<Value> values = evaluate(command.assignments());
    int status = dispatch(words.subList(1, words.size()), values);
    shell.traps().remove("EXIT");
    throw new Signals.Exit(status);
  }

  private int dispatch(List<String> words, List<Value> values) {
    String name = words.getFirst();
    List<String> arguments = words.subList(1, words.size());
    Node function = shell.functions().get(name);
    if (function != null) {
      return shell.callFunction(function, arguments);
    }
    return builtinOrProgram(name, arguments, values);
  }

  /** {@code command NAME}: functions are passed over. */
  int withoutFunctions(List<String> words) {
    return builtinOrProgram(words.getFirst(), words.subList(1, words.size()), List.of());
  }

  private int builtinOrProgram(String name, List<String> arguments, List<Value> values) {
    try {
      Builtins.Builtin builtin = shell.builtins().find(name);
      if (builtin != null) {
        int status = builtin.run(arguments);
        shell.files().out().flush();
        return status;
      }
    } catch (BrokenPipe e) {
      return shell.brokenPipe();
    } catch (IOException e) {
      shell.complain(name + ": write error: " + e.getMessage());
      return 1;
    } catch (Signals.Failure e) {
      shell.complain(e.what());
      return e.status;
    }
    return program(name, arguments, values);
  }

  private int program(String name, List<String> arguments, List<Value> values) {
    Tool tool = tool(name);
    if (tool == null) {
      shell.complain(name + ": not found");
      return 127;
    }
    Map<String, String> environment = new HashMap<>(shell.variables().environment());
    values.forEach(value -> environment.put(value.name(), value.value()));
    return start(tool, name, arguments, environment);
  }

  private int start(
      Tool tool, String name, List<String> arguments, Map<String, String> environment) {
    OutputStream out = new BufferedOutputStream(shell.files().out());
    try {
      Call call =
          new Call(
              baseName(name),
              List.copyOf(arguments),
              Map.copyOf(environment),
              shell.files().in(),
              out,
              shell.files().err(),
              shell.directory(),
              shell.session());
      int status;
      try {
        status = tool.run(call);
      } catch (Usage e) {
        call.complain(String.valueOf(e.getMessage()));
        status = e.status();
      }
      out.flush();
      shell.files().err().flush();
      return status;
    } catch (BrokenPipe e) {
      return BrokenPipe.STATUS;
    } catch (IOException e) {
      shell.complain(name + ": write error: " + e.getMessage());
      return 1;
    }
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  @Nullable Tool tool(String name) {
    if (name.indexOf('/') < 0) {
      return shell.session().machine().tool(name);
    }
    for (String prefix : BINARIES) {
      String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
      if (!rest.isEmpty() && rest.indexOf('/') < 0) {
        return shell.session().machine().tool(rest);
      }
    }
    return null;
  }
}
