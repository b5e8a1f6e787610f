package dev.vireo.simulator.awk;

import dev.vireo.simulator.awk.AwkLexer.Kind;
import dev.vireo.simulator.awk.AwkLexer.Token;
import dev.vireo.simulator.awk.Program.Expression;
import dev.vireo.simulator.awk.Program.Statement;
import dev.vireo.simulator.shell.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The grammar of awk, by recursive descent. What it doesn't know it refuses. */
final class AwkParser extends AwkTokens {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "length", "substr", "index", "split", "sub", "gsub", "match", "tolower", "toupper",
          "sprintf", "int");

  /** Inside {@code print}, {@code >} would be a redirection, which is refused. */
  private boolean printing;

  private AwkParser(List<Token> tokens) {
    super(tokens);
  }

  static Program parse(String text) {
    AwkParser parser = new AwkParser(AwkLexer.tokens(text));
    List<Program.Rule> rules = new ArrayList<>();
    parser.skipEnds();
    while (parser.peek().kind() != Kind.END) {
      rules.add(parser.rule());
      parser.skipEnds();
    }
    return new Program(List.copyOf(rules));
  }

  private Program.Rule rule() {
    if (takeKeyword("BEGIN")) {
      return new Program.Rule(Program.When.BEGIN, null, null, block());
    }
    if (takeKeyword("END")) {
      return new Program.Rule(Program.When.END, null, null, block());
    }
    if (is("{")) {
      return new Program.Rule(Program.When.RECORD, null, null, block());
    }
    Expression pattern = expression();
    Expression until = take(",") ? expression() : null;
    return new Program.Rule(Program.When.RECORD, pattern, until, is("{") ? block() : null);
  }

  private Statement block() {
    expect("{");
    List<Statement> statements = new ArrayList<>();
    skipEnds();
    while (!is("}")) {
      statements.add(statement());
      skipEnds();
    }
    expect("}");
    return new Program.Block(List.copyOf(statements));
  }

  private Statement statement() {
    if (is("{")) {
      return block();
    }
    if (peek().kind() == Kind.KEYWORD) {
      switch (peek().text()) {
        case "if" -> {
          return conditional();
        }
        case "while" -> {
          skip(1);
          Expression condition = parenthesised();
          return new Program.While(condition, body());
        }
        case "for" -> {
          return loop();
        }
        default -> {}
      }
    }
    Statement statement = simple();
    if (!is("}") && !is(";") && peek().kind() != Kind.NEWLINE && peek().kind() != Kind.END) {
      throw unexpected();
    }
    return statement;
  }

  private Statement body() {
    skipNewlines();
    if (take(";")) {
      return new Program.Block(List.of());
    }
    return statement();
  }

  private Statement conditional() {
    skip(1);
    Expression condition = parenthesised();
    Statement then = body();
    int before = mark();
    skipEnds();
    if (takeKeyword("else")) {
      return new Program.If(condition, then, body());
    }
    backTo(before);
    return new Program.If(condition, then, null);
  }

  private Statement loop() {
    skip(1);
    expect("(");
    if (peek().kind() == Kind.NAME && peek(1).text().equals("in") && peek(3).text().equals(")")) {
      String variable = peek().text();
      String array = peek(2).text();
      skip(4);
      return new Program.ForIn(variable, array, body());
    }
    Statement start = is(";") ? new Program.Block(List.of()) : simple();
    expect(";");
    Expression condition = is(";") ? new Program.Number(1) : expression();
    expect(";");
    Statement step = is(")") ? new Program.Block(List.of()) : simple();
    expect(")");
    return new Program.For(start, condition, step, body());
  }

  private Statement simple() {
    if (peek().kind() != Kind.KEYWORD) {
      return new Program.Evaluate(expression());
    }
    String keyword = peek().text();
    skip(1);
    return switch (keyword) {
      case "print" -> print(false);
      case "printf" -> print(true);
      case "next" -> new Program.Next();
      case "break" -> new Program.Break();
      case "continue" -> new Program.Continue();
      case "exit" -> new Program.Exit(endsStatement() ? null : expression());
      case "delete" -> {
        String array = next().text();
        if (take("[")) {
          Expression index = index();
          yield new Program.Delete(array, index);
        }
        yield new Program.Delete(array, null);
      }
      default -> {
        skip(-1);
        throw unexpected();
      }
    };
  }

  private Statement print(boolean formatted) {
    boolean outer = printing;
    printing = true;
    List<Expression> values = new ArrayList<>();
    int start = mark();
    if (take("(")) {
      printing = false;
      values.addAll(list(")"));
      printing = true;
      if (!endsStatement()) {
        // It was no list of values but the beginning of an expression.
        backTo(start);
        values.clear();
      }
    }
    if (values.isEmpty() && !endsStatement()) {
      do {
        skipNewlines();
        values.add(expression());
      } while (take(","));
    }
    printing = outer;
    if (formatted && values.isEmpty()) {
      throw new Usage(2, "printf: no format");
    }
    return new Program.Print(List.copyOf(values), formatted);
  }

  private boolean endsStatement() {
    return is(";") || is("}") || peek().kind() == Kind.NEWLINE || peek().kind() == Kind.END;
  }

  private List<Expression> list(String closing) {
    List<Expression> values = new ArrayList<>();
    if (!is(closing)) {
      do {
        skipNewlines();
        values.add(expression());
      } while (take(","));
    }
    expect(closing);
    return values;
  }

  private Expression parenthesised() {
    expect("(");
    Expression expression = expression();
    expect(")");
    return expression;
  }

  private Expression index() {
    Expression index = expression();
    expect("]");
    return index;
  }

  private Expression expression() {
    Expression left = choice();
    for (String operator : List.of("=", "+=", "-=", "*=", "/=", "%=")) {
      if (is(operator)) {
        if (!(left instanceof Program.Variable
            || left instanceof Program.Element
            || left instanceof Program.Field)) {
          throw unexpected();
        }
        skip(1);
        return new Program.Assign(left, operator.substring(0, operator.length() - 1), expression());
      }
    }
    return left;
  }

  private Expression choice() {
    Expression condition = or();
    if (!take("?")) {
      return condition;
    }
    Expression yes = choice();
    expect(":");
    return new Program.Choice(condition, yes, choice());
  }

  private Expression or() {
    Expression left = and();
    while (take("||")) {
      skipNewlines();
      left = new Program.Binary("||", left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = membership();
    while (take("&&")) {
      skipNewlines();
      left = new Program.Binary("&&", left, membership());
    }
    return left;
  }

  private Expression membership() {
    Expression left = match();
    while (takeKeyword("in")) {
      left = new Program.Member(left, next().text());
    }
    return left;
  }

  private Expression match() {
    Expression left = comparison();
    while (is("~") || is("!~")) {
      boolean negated = next().text().equals("!~");
      left = new Program.Match(left, comparison(), negated);
    }
    return left;
  }

  private Expression comparison() {
    Expression left = concatenation();
    for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
      if (is(operator) && !(printing && operator.equals(">"))) {
        skip(1);
        return new Program.Binary(operator, left, concatenation());
      }
    }
    return left;
  }

  private Expression concatenation() {
    Expression left = additive();
    while (startsOperand()) {
      left = new Program.Binary("", left, additive());
    }
    return left;
  }

  private boolean startsOperand() {
    Token token = peek();
    return switch (token.kind()) {
      case NUMBER, STRING, NAME, CALL -> true;
      case OPERATOR ->
          token.text().equals("$") || token.text().equals("(") || token.text().equals("!");
      default -> false;
    };
  }

  private Expression additive() {
    Expression left = term();
    while (is("+") || is("-")) {
      left = new Program.Binary(next().text(), left, term());
    }
    return left;
  }

  private Expression term() {
    Expression left = unary();
    while (is("*") || is("/") || is("%")) {
      left = new Program.Binary(next().text(), left, unary());
    }
    return left;
  }

  private Expression unary() {
    if (is("!") || is("-") || is("+")) {
      return new Program.Unary(next().text(), unary());
    }
    if (is("++") || is("--")) {
      int by = next().text().equals("++") ? 1 : -1;
      return new Program.Step(primary(), by, true);
    }
    Expression operand = primary();
    if (is("++") || is("--")) {
      return new Program.Step(operand, next().text().equals("++") ? 1 : -1, false);
    }
    return operand;
  }

  private Expression primary() {
    Token token = next();
    switch (token.kind()) {
      case NUMBER -> {
        return new Program.Number(Double.parseDouble(token.text()));
      }
      case STRING -> {
        return new Program.Text(token.text());
      }
      case REGEX -> {
        return new Program.Regex(token.text());
      }
      case CALL -> {
        if (!FUNCTIONS.contains(token.text())) {
          throw new Usage(2, "call to undefined function " + token.text());
        }
        expect("(");
        boolean outer = printing;
        printing = false;
        List<Expression> arguments = list(")");
        printing = outer;
        return new Program.Call(token.text(), List.copyOf(arguments));
      }
      case NAME -> {
        if (token.text().equals("length")) {
          return new Program.Call("length", List.of());
        }
        return take("[")
            ? new Program.Element(token.text(), index())
            : new Program.Variable(token.text());
      }
      default -> {
        if (token.text().equals("$")) {
          return new Program.Field(is("++") || is("--") ? unary() : primary());
        }
        if (token.text().equals("(")) {
          boolean outer = printing;
          printing = false;
          Expression inner = expression();
          printing = outer;
          expect(")");
          return inner;
        }
        skip(-1);
        throw unexpected();
      }
    }
  }
}
