package dev.vireo.simulator.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a script into words and operators and reads the here-documents behind a line. */
final class Lexer {

  sealed interface Token {}

  record WordToken(Word word) implements Token {}

  /** {@code ;}, {@code &&}, {@code <<} and the like; {@code \n} for the end of a line. */
  record Operator(String text) implements Token {}

  /** The descriptor number before a redirection. */
  record Descriptor(int number) implements Token {}

  record End() implements Token {}

  private record PendingDocument(
      Node.Target target, String delimiter, boolean quoted, boolean tabs) {}

  private final Source in;
  private final List<PendingDocument> pending = new ArrayList<>();
  private @Nullable Token ahead;

  Lexer(Source in) {
    this.in = in;
  }

  int line() {
    return in.line();
  }

  Token peek() {
    Token token = ahead;
    if (token == null) {
      token = read();
      ahead = token;
    }
    return token;
  }

  Token next() {
    Token token = peek();
    ahead = null;
    return token;
  }

  /** The operator ahead, or an empty text. */
  String operator() {
    return peek() instanceof Operator operator ? operator.text() : "";
  }

  /** The unquoted word ahead, or an empty text. */
  String reserved() {
    if (peek() instanceof WordToken token) {
      String plain = token.word().plain();
      return plain == null ? "" : plain;
    }
    return "";
  }

  /** Registers a here-document whose body starts behind the current line. */
  void await(Node.Target target, Word delimiter, boolean stripTabs) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    for (Word.Part part : delimiter.parts()) {
      if (!(part instanceof Word.Text piece)) {
        throw new SyntaxError(in.line(), "here-document delimiter with an expansion");
      }
      text.append(piece.text());
      quoted |= piece.quoted();
    }
    pending.add(new PendingDocument(target, text.toString(), quoted, stripTabs));
  }

  SyntaxError unexpected() {
    return new SyntaxError(in.line(), "unexpected " + describe(peek()));
  }

  private static String describe(Token token) {
    return switch (token) {
      case End ignored -> "end of file";
      case Operator operator when operator.text().equals("\n") -> "newline";
      case Operator operator -> '"' + operator.text() + '"';
      case Descriptor descriptor -> '"' + String.valueOf(descriptor.number()) + '"';
      case WordToken word -> {
        String plain = word.word().plain();
        yield plain == null ? "word" : '"' + plain + '"';
      }
    };
  }

  private Token read() {
    skipBlanks();
    int c = in.peek();
    switch (c) {
      case Source.END -> {
        if (!pending.isEmpty()) {
          readDocuments();
        }
        return new End();
      }
      case '\n' -> {
        in.next();
        readDocuments();
        return new Operator("\n");
      }
      case ';' -> {
        in.next();
        return operatorWith(";", ";");
      }
      case '&' -> {
        in.next();
        return in.take('>') ? new Operator("&>") : operatorWith("&", "&");
      }
      case '|' -> {
        in.next();
        return operatorWith("|", "|");
      }
      case '(', ')' -> {
        in.next();
        return new Operator(String.valueOf((char) c));
      }
      case '<', '>' -> {
        in.next();
        return redirection((char) c);
      }
      default -> {
        Word word = new WordReader(in).read();
        String plain = word.plain();
        if (plain != null
            && plain.length() < 4
            && !plain.isEmpty()
            && plain.chars().allMatch(Character::isDigit)
            && (in.peek() == '<' || in.peek() == '>')) {
          return new Descriptor(Integer.parseInt(plain));
        }
        return new WordToken(word);
      }
    }
  }

  private Token operatorWith(String first, String second) {
    return in.take(second.charAt(0)) ? new Operator(first + second) : new Operator(first);
  }

  private Token redirection(char c) {
    if (c == '<') {
      if (in.take('<')) {
        if (in.peek() == '<') {
          throw new SyntaxError(in.line(), "unexpected \"<<<\"");
        }
        return new Operator(in.take('-') ? "<<-" : "<<");
      }
      if (in.peek() == '>' || in.peek() == '(') {
        throw new SyntaxError(in.line(), "unexpected \"<" + (char) in.peek() + "\"");
      }
      return new Operator(in.take('&') ? "<&" : "<");
    }
    if (in.peek() == '(') {
      throw new SyntaxError(in.line(), "unexpected \">(\"");
    }
    if (in.take('>')) {
      return new Operator(">>");
    }
    if (in.take('&')) {
      return new Operator(">&");
    }
    in.take('|');
    return new Operator(">");
  }

  private void skipBlanks() {
    while (true) {
      int c = in.peek();
      if (c == ' ' || c == '\t') {
        in.next();
      } else if (c == '\\' && in.peek(1) == '\n') {
        in.next();
        in.next();
      } else if (c == '#') {
        while (in.peek() != '\n' && in.peek() != Source.END) {
          in.next();
        }
      } else {
        return;
      }
    }
  }

  private void readDocuments() {
    for (PendingDocument document : pending) {
      StringBuilder body = new StringBuilder();
      for (String line = readLine(); ; line = readLine()) {
        if (line == null) {
          break;
        }
        String text = document.tabs() ? line.replaceFirst("^\t+", "") : line;
        if (text.equals(document.delimiter())) {
          break;
        }
        body.append(text).append('\n');
      }
      document
          .target()
          .body(
              document.quoted()
                  ? Word.literal(body.toString())
                  : WordReader.hereDocument(body.toString()));
    }
    pending.clear();
  }

  private @Nullable String readLine() {
    if (in.peek() == Source.END) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (int c = in.next(); c != '\n' && c != Source.END; c = in.next()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
