package dev.vireo.simulator.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the tree of a script for one shell. */
final class Evaluation {
  private final Interpreter shell;

  Evaluation(Interpreter shell) {
    this.shell = shell;
  }

  int execute(Node node) {
    switch (node) {
      case Node.Simple simple -> {
        shell.status(new SimpleCommand(shell).run(simple));
        checkError();
      }
      case Node.Block block -> {
        shell.status(block.steps().isEmpty() ? 0 : shell.status());
        for (Node.Step step : block.steps()) {
          if (step.background()) {
            Interpreter child = shell.fork(shell.files().withIn(InputStream.nullInputStream()));
            shell
                .jobs()
                .start(
                    () -> child.finish(() -> child.execute(step.node())),
                    shell.session().nextProcess());
            shell.status(0);
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
        shell.status(forked(subshell.body(), shell.files()));
        checkError();
      }
      case Node.Function function -> {
        shell.functions().put(function.name(), function.body());
        shell.status(0);
      }
      case Node.Redirected redirected ->
          withRedirects(redirected.redirects(), () -> execute(redirected.node()));
    }
    return shell.status();
  }

  private void checkError() {
    if (shell.status() != 0 && shell.options().exitOnError() && !shell.inCondition()) {
      throw new Signals.Exit(shell.status());
    }
  }

  private int condition(Node node) {
    shell.enterCondition();
    try {
      return execute(node);
    } finally {
      shell.leaveCondition();
    }
  }

  private int forked(Node body, Descriptors descriptors) {
    Interpreter child = shell.fork(descriptors);
    return child.finish(() -> child.execute(body));
  }

  private void conditional(Node.If choice) {
    if (condition(choice.condition()) == 0) {
      execute(choice.then());
    } else if (choice.otherwise() != null) {
      execute(choice.otherwise());
    } else {
      shell.status(0);
    }
  }

  private void loop(Node.Loop loop) {
    int last = 0;
    while ((condition(loop.condition()) == 0) != loop.until()) {
      if (!body(loop.body())) {
        return;
      }
      last = shell.status();
    }
    shell.status(last);
  }

  private void forEach(Node.For loop) {
    List<String> values =
        loop.words() == null
            ? shell.variables().positional()
            : shell.expander().fields(loop.words());
    shell.status(0);
    for (String value : values) {
      shell.variables().set(loop.name(), value);
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
      shell.status(0);
      return leave.goOn;
    }
  }

  private void choose(Node.Case choice) {
    String subject = shell.expander().text(choice.subject());
    shell.status(0);
    for (Node.Branch branch : choice.branches()) {
      for (Word pattern : branch.patterns()) {
        if (Glob.matches(shell.expander().pattern(pattern), subject)) {
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
      shell.status(stages(pipeline.stages()));
    }
    if (pipeline.negated()) {
      shell.status(shell.status() == 0 ? 1 : 0);
    } else {
      checkError();
    }
  }

  private int stages(List<Node> stages) {
    Jobs running = new Jobs();
    Descriptors in = shell.files();
    @Nullable InputStream upstream = null;
    for (int i = 0; i < stages.size(); i++) {
      Node stage = stages.get(i);
      boolean last = i == stages.size() - 1;
      Pipe pipe = new Pipe();
      OutputStream downstream = last ? null : pipe.writer();
      Interpreter child = shell.fork(downstream == null ? in : in.withOut(downstream));
      InputStream from = upstream;
      running.start(
          () -> {
            try (InputStream closedAtEnd = from;
                OutputStream alsoClosed = downstream) {
              return child.finish(() -> child.execute(stage));
            }
          },
          shell.session().nextProcess());
      upstream = pipe.reader();
      in = shell.files().withIn(upstream);
    }
    int last = running.awaitAll();
    if (shell.session().killed()) {
      throw new Session.Killed();
    }
    return last;
  }

  /** Runs something with redirections in force. */
  void withRedirects(List<Node.Redirect> redirects, Runnable body) {
    Descriptors before = shell.files();
    Redirections opened = new Redirections(shell);
    try {
      shell.files(opened.apply(redirects));
      body.run();
    } catch (Signals.Failure e) {
      shell.complain(e.what());
      shell.status(e.status);
      checkError();
    } finally {
      shell.files(before);
      opened.close();
    }
  }
}
