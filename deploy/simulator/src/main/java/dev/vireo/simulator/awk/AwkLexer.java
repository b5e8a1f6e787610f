package dev.vireo.simulator.awk;

import dev.vireo.simulator.shell.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts an awk program into tokens. */
final class AwkLexer {

  enum Kind {
    NUMBER,
    STRING,
    REGEX,
    NAME,
    /** A name with a parenthesis right behind it. */
    CALL,
    KEYWORD,
    OPERATOR,
    NEWLINE,
    END
  }

  record Token(Kind kind, String text) {}

  private static final Set<String> KEYWORDS =
      Set.of(
          "BEGIN",
          "END",
          "if",
          "else",
          "while",
          "for",
          "in",
          "next",
          "exit",
          "print",
          "printf",
          "delete",
          "do",
          "break",
          "continue",
          "function",
          "return",
          "getline");
  private static final List<String> OPERATORS =
      List.of(
          "&&", "||", "==", "!=", "<=", ">=", "++", "--", "+=", "-=", "*=", "/=", "%=", "!~", ">>",
          "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!", ">", "<", "|",
          "?", ":", "~", "$", "=");

  private final String text;
  private int at;
  private final List<Token> tokens = new ArrayList<>();

  private AwkLexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String program) {
    AwkLexer lexer = new AwkLexer(program);
    while (lexer.read()) {
      // One token after another.
    }
    lexer.tokens.add(new Token(Kind.END, "end of program"));
    return lexer.tokens;
  }

  private boolean read() {
    while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == '\n') {
      at++;
      add(Kind.NEWLINE, "\n");
    } else if (c == '\\' && text.startsWith("\\\n", at)) {
      at += 2;
    } else if (c == '#') {
      while (at < text.length() && text.charAt(at) != '\n') {
        at++;
      }
    } else if (c == '"') {
      string();
    } else if (c == '/' && regexMayStart()) {
      regex();
    } else if (Character.isDigit(c)
        || (c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
      number();
    } else if (Character.isLetter(c) || c == '_') {
      name();
    } else {
      operator();
    }
    return true;
  }

  private void add(Kind kind, String token) {
    tokens.add(new Token(kind, token));
  }

  /** A slash is a division behind a value and the beginning of a pattern anywhere else. */
  private boolean regexMayStart() {
    if (tokens.isEmpty()) {
      return true;
    }
    Token last = tokens.getLast();
    return switch (last.kind()) {
      case NUMBER, STRING, NAME, REGEX -> false;
      case OPERATOR -> !last.text().equals(")") && !last.text().equals("]");
      default -> true;
    };
  }

  private void string() {
    StringBuilder value = new StringBuilder();
    for (at++; ; at++) {
      if (at >= text.length()) {
        throw new Usage(2, "unterminated string");
      }
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        add(Kind.STRING, value.toString());
        return;
      }
      if (c == '\\' && at + 1 < text.length()) {
        char next = text.charAt(++at);
        int known = "ntr\\\"/".indexOf(next);
        value.append(known >= 0 ? String.valueOf("\n\t\r\\\"/".charAt(known)) : "\\" + next);
      } else {
        value.append(c);
      }
    }
  }

  private void regex() {
    StringBuilder value = new StringBuilder();
    for (at++; ; at++) {
      if (at >= text.length() || text.charAt(at) == '\n') {
        throw new Usage(2, "unterminated regex");
      }
      char c = text.charAt(at);
      if (c == '/') {
        at++;
        add(Kind.REGEX, value.toString());
        return;
      }
      if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '/') {
        at++;
        value.append('/');
      } else if (c == '\\' && at + 1 < text.length()) {
        value.append(c).append(text.charAt(++at));
      } else {
        value.append(c);
      }
    }
  }

  private void number() {
    int start = at;
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    add(Kind.NUMBER, text.substring(start, at));
  }

  private void name() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String name = text.substring(start, at);
    boolean call = at < text.length() && text.charAt(at) == '(';
    add(KEYWORDS.contains(name) ? Kind.KEYWORD : call ? Kind.CALL : Kind.NAME, name);
  }

  private void operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        add(Kind.OPERATOR, operator);
        return;
      }
    }
    throw new Usage(2, "unexpected character '" + text.charAt(at) + "'");
  }
}
