package dev.vireo.bus.selector;

import dev.vireo.bus.selector.Selector.All;
import dev.vireo.bus.selector.Selector.And;
import dev.vireo.bus.selector.Selector.Comparison;
import dev.vireo.bus.selector.Selector.Not;
import dev.vireo.bus.selector.Selector.Or;
import dev.vireo.bus.selector.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A selector's text to a {@link Selector}, by recursive descent.
 *
 * <pre>
 * or         = and { "or" and }
 * and        = unary { "and" unary }
 * unary      = "not" unary | "(" or ")" | "all" | comparison
 * comparison = field sign value | field "in" "(" value { "," value } ")" | tag
 * </pre>
 */
final class SelectorParser {

  private final String text;
  private final boolean guests;
  private List<Token> tokens = List.of();
  private int at;
  private int depth;

  /**
   * @param guests whether fields of guests may be asked for
   */
  SelectorParser(String text, boolean guests) {
    this.text = text;
    this.guests = guests;
  }

  Selector parse() {
    if (text.length() > Selector.MAX_LENGTH) {
      throw wrong(
          Selector.MAX_LENGTH,
          "a selector has at most "
              + Selector.MAX_LENGTH
              + " characters, this one has "
              + text.length()
              + "; tag the hosts and select by the tag");
    }
    tokens = new Lexer(text).tokens();
    if (peek().kind() == Kind.END) {
      throw wrong(0, "it is empty; for every host write all");
    }
    Selector selector = or();
    if (peek().kind() != Kind.END) {
      throw expected("'and', 'or' or the end");
    }
    if (selector.toString().length() > Selector.MAX_LENGTH) {
      throw wrong(
          text.length(),
          "written out, it has more than " + Selector.MAX_LENGTH + " characters; shorten it");
    }
    return selector;
  }

  private Selector or() {
    return chain("or", this::and, Or::new);
  }

  private Selector and() {
    return chain("and", this::unary, And::new);
  }

  private Selector chain(
      String keyword, Supplier<Selector> term, Function<List<Selector>, Selector> joined) {
    List<Selector> terms = new ArrayList<>();
    terms.add(term.get());
    while (peek().isKeyword(keyword)) {
      at++;
      terms.add(term.get());
    }
    return terms.size() == 1 ? terms.getFirst() : joined.apply(terms);
  }

  private Selector unary() {
    Token token = peek();
    if (token.isKeyword("not")) {
      return nested(() -> new Not(unary()));
    }
    if (token.isSign("(")) {
      return nested(
          () -> {
            Selector inner = or();
            if (!peek().isSign(")")) {
              throw expected(
                  "'and', 'or' or the ')' of the '(' at character " + (token.start() + 1));
            }
            at++;
            return inner;
          });
    }
    if (token.isKeyword("all")) {
      at++;
      return new All();
    }
    if (token.kind() != Kind.WORD || Quoting.isKeyword(token.text())) {
      throw expected("a field, 'not', '(' or 'all'");
    }
    return comparison();
  }

  private Selector nested(Supplier<Selector> inner) {
    if (depth == Selector.MAX_DEPTH) {
      throw wrong(peek().start(), "it is nested more than " + Selector.MAX_DEPTH + " deep");
    }
    depth++;
    at++;
    Selector selector = inner.get();
    depth--;
    return selector;
  }

  private Selector comparison() {
    Token first = peek();
    Field field = field();
    Token sign = peek();
    Optional<Operator> operator = operator(sign);
    if (operator.isEmpty()) {
      if (field.operators().contains(Operator.PRESENT)) {
        return new Comparison(field, Operator.PRESENT, List.of());
      }
      throw expected("an operator after " + first.text() + ": " + signs(field));
    }
    if (!field.operators().contains(operator.get())) {
      throw wrong(
          sign.start(),
          first.text() + " is not compared by " + sign.seen() + "; expected " + signs(field));
    }
    at++;
    if (sign.isSign("=") && peek().isSign("=") && peek().start() == sign.end()) {
      throw wrong(peek().start(), "one '=' is enough");
    }
    return new Comparison(
        field,
        operator.get(),
        operator.get() == Operator.IN ? values(field) : List.of(value(field, operator.get())));
  }

  private Field field() {
    Token word = tokens.get(at++);
    String lower = word.text().toLowerCase(Locale.ROOT);
    if (lower.startsWith("tag:")) {
      return tag(word);
    }
    for (Field.Fact fact : Field.Fact.values()) {
      if (fact.word().equals(lower)) {
        if (fact.isOfGuests() && !guests) {
          throw wrong(
              word.start(), lower + " is a field of guests, and this selector is of hosts alone");
        }
        return fact;
      }
    }
    throw wrong(word.start(), UnknownField.problem(word, guests));
  }

  private Field tag(Token word) {
    String key = word.text().substring("tag:".length());
    Token next = peek();
    boolean quoted = next.kind() == Kind.QUOTED && next.start() == word.end();
    if (key.isEmpty() && quoted && !next.text().isEmpty()) {
      at++;
      return new Field.Tag(next.text());
    }
    if (key.isEmpty()) {
      throw wrong(word.end(), "expected the tag's name right after tag:");
    }
    return new Field.Tag(key);
  }

  private static Optional<Operator> operator(Token token) {
    if (token.isKeyword("in")) {
      return Optional.of(Operator.IN);
    }
    return Arrays.stream(Operator.values())
        .filter(operator -> !operator.sign().isEmpty() && token.isSign(operator.sign()))
        .findFirst();
  }

  private static String signs(Field field) {
    return Arrays.stream(Operator.values())
        .filter(operator -> operator != Operator.PRESENT && field.operators().contains(operator))
        .map(Operator::sign)
        .collect(Collectors.joining(" "));
  }

  private List<String> values(Field field) {
    if (!peek().isSign("(")) {
      throw expected("'(' and a list of values");
    }
    List<String> values = new ArrayList<>();
    do {
      at++;
      values.add(value(field, Operator.IN));
    } while (peek().isSign(","));
    if (!peek().isSign(")")) {
      throw expected("',' or ')'");
    }
    at++;
    return values;
  }

  private String value(Field field, Operator operator) {
    Token token = peek();
    String wanted = field.objection(operator, "").orElse("a value");
    if (token.kind() == Kind.WORD && Quoting.isKeyword(token.text())) {
      throw expected(wanted + "; if this word is meant as one, put it in quotes");
    }
    if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
      throw expected(wanted);
    }
    field
        .objection(operator, token.text())
        .ifPresent(
            right -> {
              throw expected(right);
            });
    at++;
    return token.text();
  }

  private Token peek() {
    return tokens.get(at);
  }

  private SelectorSyntaxException expected(String what) {
    return wrong(peek().start(), peek().seen() + " is not what can stand here; expected " + what);
  }

  private SelectorSyntaxException wrong(int position, String problem) {
    return SelectorSyntaxException.at(position, text, problem);
  }
}
