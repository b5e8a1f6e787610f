package dev.vireo.simulator.awk;

import dev.vireo.simulator.awk.AwkLexer.Kind;
import dev.vireo.simulator.awk.AwkLexer.Token;
import dev.vireo.simulator.shell.Usage;
import java.util.List;

/** The place in a program that the parser has come to. */
abstract class AwkTokens {
  private final List<Token> tokens;
  private int at;

  AwkTokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  final Token peek() {
    return tokens.get(at);
  }

  final Token next() {
    return tokens.get(at == tokens.size() - 1 ? at : at++);
  }

  final boolean is(String operator) {
    return peek().kind() == Kind.OPERATOR && peek().text().equals(operator);
  }

  final boolean take(String operator) {
    boolean taken = is(operator);
    at += taken ? 1 : 0;
    return taken;
  }

  final boolean takeKeyword(String keyword) {
    boolean taken = peek().kind() == Kind.KEYWORD && peek().text().equals(keyword);
    at += taken ? 1 : 0;
    return taken;
  }

  final void expect(String operator) {
    if (!take(operator)) {
      throw unexpected();
    }
  }

  final Usage unexpected() {
    return new Usage(2, "syntax error at '" + peek().text().replace("\n", "newline") + "'");
  }

  final void skipNewlines() {
    while (peek().kind() == Kind.NEWLINE) {
      at++;
    }
  }

  final void skipEnds() {
    while (peek().kind() == Kind.NEWLINE || is(";")) {
      at++;
    }
  }

  /** The token so many places ahead. */
  final Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  final void skip(int count) {
    at += count;
  }

  /** Where the parser is, to come back to by {@link #backTo}. */
  final int mark() {
    return at;
  }

  final void backTo(int mark) {
    at = mark;
  }
}
