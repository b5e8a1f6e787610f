package dev.vireo.bus.selector;

import dev.vireo.bus.selector.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** A selector's text to its tokens. */
final class Lexer {

  private static final String SINGLE_SIGNS = "()=<>~,";
  private static final String NOT_IN_WORDS = SINGLE_SIGNS + "!'\"&|\\;";

  private final String text;
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /** All tokens; the last, and only the last, is the end. */
  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(next());
    } while (tokens.getLast().kind() != Kind.END);
    return tokens;
  }

  private Token next() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, "", at, at);
    }
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return quoted(c);
    }
    int start = at;
    for (String sign : List.of("!=", "<=", ">=")) {
      if (text.startsWith(sign, at)) {
        at += 2;
        return new Token(Kind.SIGN, sign, start, at);
      }
    }
    if (SINGLE_SIGNS.indexOf(c) >= 0) {
      at++;
      return new Token(Kind.SIGN, text.substring(start, at), start, at);
    }
    if (NOT_IN_WORDS.indexOf(c) >= 0 || Character.isISOControl(c)) {
      throw unexpected(c);
    }
    while (at < text.length() && inWord(text.charAt(at))) {
      at++;
    }
    return new Token(Kind.WORD, text.substring(start, at), start, at);
  }

  private Token quoted(char quote) {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw SelectorSyntaxException.at(
          start, text, "this quote is not closed; expected another " + quote + " later on");
    }
    at++;
    return new Token(Kind.QUOTED, value.toString(), start, at);
  }

  private SelectorSyntaxException unexpected(char c) {
    String advice =
        switch (c) {
          case '&' -> "write 'and'";
          case '|' -> "write 'or'";
          case '!' -> "write 'not', or != between a field and its value";
          default -> "put a value with such a character in quotes";
        };
    String shown = Character.isISOControl(c) ? "a control character" : "'" + c + "'";
    return SelectorSyntaxException.at(at, text, shown + " means nothing here; " + advice);
  }

  private static boolean inWord(char c) {
    return !isBlank(c) && NOT_IN_WORDS.indexOf(c) < 0 && !Character.isISOControl(c);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
