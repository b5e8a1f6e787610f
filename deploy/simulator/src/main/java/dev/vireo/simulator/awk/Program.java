package dev.vireo.simulator.awk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An awk program as a tree. */
record Program(List<Rule> rules) {

  enum When {
    BEGIN,
    RECORD,
    END
  }

  /**
   * A pattern with its action.
   *
   * @param pattern null for every record
   * @param until the second pattern of a range
   * @param action null for printing the record
   */
  record Rule(
      When when,
      @Nullable Expression pattern,
      @Nullable Expression until,
      @Nullable Statement action) {}

  sealed interface Statement {}

  record Block(List<Statement> statements) implements Statement {}

  record Evaluate(Expression expression) implements Statement {}

  record Print(List<Expression> values, boolean formatted) implements Statement {}

  record If(Expression condition, Statement then, @Nullable Statement otherwise)
      implements Statement {}

  record While(Expression condition, Statement body) implements Statement {}

  record For(Statement start, Expression condition, Statement step, Statement body)
      implements Statement {}

  record ForIn(String variable, String array, Statement body) implements Statement {}

  record Delete(String array, @Nullable Expression index) implements Statement {}

  record Next() implements Statement {}

  record Break() implements Statement {}

  record Continue() implements Statement {}

  record Exit(@Nullable Expression status) implements Statement {}

  sealed interface Expression {}

  record Number(double value) implements Expression {}

  record Text(String value) implements Expression {}

  /** A pattern by itself: whether the record matches it. */
  record Regex(String pattern) implements Expression {}

  record Variable(String name) implements Expression {}

  record Element(String array, Expression index) implements Expression {}

  record Field(Expression number) implements Expression {}

  record Binary(String operator, Expression left, Expression right) implements Expression {}

  record Unary(String operator, Expression operand) implements Expression {}

  record Assign(Expression target, String operator, Expression value) implements Expression {}

  /** {@code ++} and {@code --}; {@code before} when the changed value is the result. */
  record Step(Expression target, int by, boolean before) implements Expression {}

  record Match(Expression text, Expression pattern, boolean negated) implements Expression {}

  record Choice(Expression condition, Expression yes, Expression no) implements Expression {}

  record Member(Expression index, String array) implements Expression {}

  record Call(String name, List<Expression> arguments) implements Expression {}
}
