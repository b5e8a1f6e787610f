package dev.vireo.simulator.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command of a script, as the parser understood it. */
sealed interface Node {

  /** Assignments, then words, with the redirections found among them. */
  record Simple(List<Assignment> assignments, List<Word> words, List<Redirect> redirects, int line)
      implements Node {}

  /** Commands whose output feeds the next one's input. */
  record Pipeline(boolean negated, List<Node> stages) implements Node {}

  /** {@code left && right} or {@code left || right}. */
  record AndOr(Node left, boolean and, Node right) implements Node {}

  /** Commands one after another. */
  record Block(List<Step> steps) implements Node {}

  record If(Node condition, Node then, @Nullable Node otherwise) implements Node {}

  /** {@code while} or {@code until}. */
  record Loop(boolean until, Node condition, Node body) implements Node {}

  /** {@code for}; without {@code in} it walks the positional parameters. */
  record For(String name, @Nullable List<Word> words, Node body) implements Node {}

  record Case(Word subject, List<Branch> branches) implements Node {}

  record Subshell(Node body) implements Node {}

  record Function(String name, Node body) implements Node {}

  /** A compound command with redirections behind it. */
  record Redirected(Node node, List<Redirect> redirects) implements Node {}

  /** A command of a block; {@code background} when it was ended by {@code &}. */
  record Step(Node node, boolean background) {}

  record Branch(List<Word> patterns, Node body) {}

  record Assignment(String name, Word value) {}

  /**
   * A redirection.
   *
   * @param target file name, descriptor number or, for a here-document, its body
   */
  record Redirect(int fd, Kind kind, Target target) {
    enum Kind {
      READ,
      WRITE,
      APPEND,
      DUPLICATE,
      HERE_DOCUMENT,
      /** {@code &>}: stdout and stderr to one file. */
      BOTH
    }
  }

  /** What a redirection points to. A here-document's body is only known at the end of its line. */
  final class Target {
    private Word word;

    Target(Word word) {
      this.word = word;
    }

    Word word() {
      return word;
    }

    void body(Word body) {
      word = body;
    }
  }
}
