package dev.vireo.simulator.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The grammar of the POSIX shell, by recursive descent. */
final class Parser {
  private static final Set<String> RESERVED =
      Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}", "in");
  private static final Set<String> REFUSED = Set.of("function", "select", "[[", "((");

  private final Lexer lexer;

  Parser(Source in) {
    this.lexer = new Lexer(in);
  }

  /** The whole text as one block. */
  static Node parse(String text) {
    return new Parser(new Source(text)).untilEnd();
  }

  /** The next complete line of commands; null at the end of the script. Reads no further. */
  @Nullable Node next() {
    while (lexer.operator().equals("\n")) {
      lexer.next();
    }
    if (lexer.peek() instanceof Lexer.End) {
      return null;
    }
    List<Node.Step> steps = new ArrayList<>();
    while (!lexer.operator().equals("\n") && !(lexer.peek() instanceof Lexer.End)) {
      steps.add(step());
    }
    if (lexer.operator().equals("\n")) {
      lexer.next();
    }
    return new Node.Block(List.copyOf(steps));
  }

  /** The commands up to the given operator, which is consumed. */
  Node until(String closing) {
    Node body = block();
    if (!lexer.operator().equals(closing)) {
      throw lexer.unexpected();
    }
    lexer.next();
    return body;
  }

  private Node untilEnd() {
    Node body = block();
    if (!(lexer.peek() instanceof Lexer.End)) {
      throw lexer.unexpected();
    }
    return body;
  }

  /** Commands up to something that can't start one: an operator, a closing word, the end. */
  private Node.Block block() {
    List<Node.Step> steps = new ArrayList<>();
    skipNewlines();
    while (startsCommand()) {
      steps.add(step());
      skipNewlines();
    }
    return new Node.Block(List.copyOf(steps));
  }

  private Node.Block bodyOf(String keyword) {
    Node.Block body = block();
    if (body.steps().isEmpty()) {
      throw lexer.unexpected();
    }
    expect(keyword);
    return body;
  }

  private boolean startsCommand() {
    return switch (lexer.peek()) {
      case Lexer.End ignored -> false;
      case Lexer.Descriptor ignored -> true;
      case Lexer.WordToken ignored -> !RESERVED.contains(lexer.reserved());
      case Lexer.Operator operator ->
          switch (operator.text()) {
            case "(", "<", ">", ">>", "<<", "<<-", "<&", ">&", "&>" -> true;
            default -> false;
          };
    };
  }

  private Node.Step step() {
    Node node = andOr();
    boolean background = false;
    switch (lexer.operator()) {
      case "&" -> {
        lexer.next();
        background = true;
      }
      case ";" -> lexer.next();
      case "", "\n", ")", ";;" -> {}
      default -> throw lexer.unexpected();
    }
    if (lexer.peek() instanceof Lexer.Descriptor) {
      throw lexer.unexpected();
    }
    return new Node.Step(node, background);
  }

  private Node andOr() {
    Node left = pipeline();
    while (lexer.operator().equals("&&") || lexer.operator().equals("||")) {
      boolean and = ((Lexer.Operator) lexer.next()).text().equals("&&");
      skipNewlines();
      left = new Node.AndOr(left, and, pipeline());
    }
    return left;
  }

  private Node pipeline() {
    boolean negated = false;
    while (lexer.reserved().equals("!")) {
      lexer.next();
      negated = !negated;
    }
    List<Node> stages = new ArrayList<>();
    stages.add(command());
    while (lexer.operator().equals("|")) {
      lexer.next();
      skipNewlines();
      stages.add(command());
    }
    return stages.size() == 1 && !negated
        ? stages.getFirst()
        : new Node.Pipeline(negated, List.copyOf(stages));
  }

  private Node command() {
    if (lexer.operator().equals("(")) {
      lexer.next();
      return redirected(new Node.Subshell(nonEmpty(until(")"))));
    }
    String word = lexer.reserved();
    if (RESERVED.contains(word)) {
      throw lexer.unexpected();
    }
    if (REFUSED.contains(word)) {
      throw lexer.unexpected();
    }
    return switch (word) {
      case "{" -> {
        lexer.next();
        yield redirected(bodyOf("}"));
      }
      case "if" -> {
        lexer.next();
        yield redirected(conditional());
      }
      case "while", "until" -> {
        lexer.next();
        Node condition = bodyOf("do");
        yield redirected(new Node.Loop(word.equals("until"), condition, bodyOf("done")));
      }
      case "for" -> {
        lexer.next();
        yield redirected(forLoop());
      }
      case "case" -> {
        lexer.next();
        yield redirected(choice());
      }
      default -> simple();
    };
  }

  private Node nonEmpty(Node body) {
    if (body instanceof Node.Block block && block.steps().isEmpty()) {
      throw new SyntaxError(lexer.line(), "unexpected \")\"");
    }
    return body;
  }

  private Node conditional() {
    Node condition = bodyOf("then");
    Node.Block then = block();
    if (then.steps().isEmpty()) {
      throw lexer.unexpected();
    }
    String word = lexer.reserved();
    switch (word) {
      case "elif" -> {
        lexer.next();
        return new Node.If(condition, then, conditional());
      }
      case "else" -> {
        lexer.next();
        return new Node.If(condition, then, bodyOf("fi"));
      }
      default -> {
        expect("fi");
        return new Node.If(condition, then, null);
      }
    }
  }

  private Node forLoop() {
    String name = lexer.reserved();
    if (!WordReader.isName(name)) {
      throw new SyntaxError(lexer.line(), "bad for loop variable");
    }
    lexer.next();
    List<Word> words = null;
    if (lexer.operator().equals(";")) {
      lexer.next();
    }
    skipNewlines();
    if (lexer.reserved().equals("in")) {
      lexer.next();
      words = new ArrayList<>();
      while (lexer.peek() instanceof Lexer.WordToken token) {
        words.add(token.word());
        lexer.next();
      }
      if (!lexer.operator().equals(";") && !lexer.operator().equals("\n")) {
        throw lexer.unexpected();
      }
      lexer.next();
    }
    skipNewlines();
    expect("do");
    return new Node.For(name, words == null ? null : List.copyOf(words), bodyOf("done"));
  }

  private Node choice() {
    if (!(lexer.peek() instanceof Lexer.WordToken subject)) {
      throw lexer.unexpected();
    }
    lexer.next();
    skipNewlines();
    expect("in");
    skipNewlines();
    List<Node.Branch> branches = new ArrayList<>();
    while (!lexer.reserved().equals("esac")) {
      if (lexer.operator().equals("(")) {
        lexer.next();
      }
      List<Word> patterns = new ArrayList<>();
      do {
        if (!patterns.isEmpty()) {
          lexer.next();
        }
        if (!(lexer.peek() instanceof Lexer.WordToken pattern)) {
          throw lexer.unexpected();
        }
        lexer.next();
        patterns.add(pattern.word());
      } while (lexer.operator().equals("|"));
      if (!lexer.operator().equals(")")) {
        throw lexer.unexpected();
      }
      lexer.next();
      branches.add(new Node.Branch(List.copyOf(patterns), block()));
      if (lexer.operator().equals(";;")) {
        lexer.next();
        skipNewlines();
      } else if (!lexer.reserved().equals("esac")) {
        throw lexer.unexpected();
      }
    }
    expect("esac");
    return new Node.Case(subject.word(), List.copyOf(branches));
  }

  private Node redirected(Node node) {
    List<Node.Redirect> redirects = new ArrayList<>();
    for (Node.Redirect redirect = redirect(); redirect != null; redirect = redirect()) {
      redirects.add(redirect);
    }
    return redirects.isEmpty() ? node : new Node.Redirected(node, List.copyOf(redirects));
  }

  private Node simple() {
    int line = lexer.line();
    List<Node.Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Node.Redirect> redirects = new ArrayList<>();
    while (true) {
      Node.Redirect redirect = redirect();
      if (redirect != null) {
        redirects.add(redirect);
      } else if (lexer.peek() instanceof Lexer.WordToken token) {
        lexer.next();
        Node.Assignment assignment = words.isEmpty() ? assignment(token.word()) : null;
        if (assignment != null) {
          assignments.add(assignment);
        } else {
          words.add(token.word());
        }
      } else if (lexer.operator().equals("(") && isFunctionHead(assignments, words, redirects)) {
        return function(words.getFirst());
      } else {
        break;
      }
    }
    if (assignments.isEmpty() && words.isEmpty() && redirects.isEmpty()) {
      throw lexer.unexpected();
    }
    return new Node.Simple(
        List.copyOf(assignments), List.copyOf(words), List.copyOf(redirects), line);
  }

  private static boolean isFunctionHead(
      List<Node.Assignment> assignments, List<Word> words, List<Node.Redirect> redirects) {
    return words.size() == 1
        && assignments.isEmpty()
        && redirects.isEmpty()
        && WordReader.isName(words.getFirst().plain());
  }

  private Node function(Word name) {
    lexer.next();
    if (!lexer.operator().equals(")")) {
      throw lexer.unexpected();
    }
    lexer.next();
    skipNewlines();
    String plain = name.plain();
    Node body = command();
    if (plain == null || body instanceof Node.Simple) {
      throw new SyntaxError(lexer.line(), "a function's body is a compound command");
    }
    return new Node.Function(plain, body);
  }

  private static Node.@Nullable Assignment assignment(Word word) {
    if (word.parts().isEmpty()
        || !(word.parts().getFirst() instanceof Word.Text first)
        || first.quoted()) {
      return null;
    }
    int equals = first.text().indexOf('=');
    if (equals <= 0 || !WordReader.isName(first.text().substring(0, equals))) {
      return null;
    }
    List<Word.Part> value = new ArrayList<>();
    value.add(new Word.Text(first.text().substring(equals + 1), false));
    value.addAll(word.parts().subList(1, word.parts().size()));
    return new Node.Assignment(first.text().substring(0, equals), new Word(List.copyOf(value)));
  }

  private Node.@Nullable Redirect redirect() {
    int fd = -1;
    if (lexer.peek() instanceof Lexer.Descriptor descriptor) {
      lexer.next();
      fd = descriptor.number();
    }
    String operator = lexer.operator();
    Node.Redirect.Kind kind =
        switch (operator) {
          case "<" -> Node.Redirect.Kind.READ;
          case ">" -> Node.Redirect.Kind.WRITE;
          case ">>" -> Node.Redirect.Kind.APPEND;
          case "<&", ">&" -> Node.Redirect.Kind.DUPLICATE;
          case "<<", "<<-" -> Node.Redirect.Kind.HERE_DOCUMENT;
          case "&>" -> Node.Redirect.Kind.BOTH;
          default -> null;
        };
    if (kind == null) {
      return null;
    }
    lexer.next();
    if (!(lexer.peek() instanceof Lexer.WordToken token)) {
      throw lexer.unexpected();
    }
    Node.Target target = new Node.Target(token.word());
    if (kind == Node.Redirect.Kind.HERE_DOCUMENT) {
      lexer.await(target, token.word(), operator.equals("<<-"));
    }
    lexer.next();
    int usual = operator.startsWith("<") ? 0 : 1;
    return new Node.Redirect(fd < 0 ? usual : fd, kind, target);
  }

  private void expect(String keyword) {
    if (!lexer.reserved().equals(keyword)) {
      throw lexer.unexpected();
    }
    lexer.next();
  }

  private void skipNewlines() {
    while (lexer.operator().equals("\n")) {
      lexer.next();
    }
  }
}
