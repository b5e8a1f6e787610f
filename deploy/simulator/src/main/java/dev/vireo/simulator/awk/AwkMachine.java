package dev.vireo.simulator.awk;

import dev.vireo.simulator.awk.Program.Expression;
import dev.vireo.simulator.awk.Program.Statement;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.tool.PosixPattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs an awk program. */
public final class AwkMachine {

  /** Where output goes. */
  @FunctionalInterface
  public interface Output {
    void print(String text) throws IOException;
  }

  private enum Flow {
    ON,
    NEXT,
    BREAK,
    CONTINUE,
    EXIT
  }

  private final Program program;
  private final Output out;
  private final Map<String, Value> variables = new HashMap<>();
  private final Map<String, Map<String, Value>> arrays = new HashMap<>();
  private final Map<Program.Rule, Boolean> inRange = new HashMap<>();
  private final Map<String, Pattern> patterns = new HashMap<>();
  private final List<String> fields = new ArrayList<>();
  private final AwkFunctions functions = new AwkFunctions(this);
  private String line = "";
  private int status;

  /**
   * @throws Usage if the program isn't one
   */
  public AwkMachine(String program, Output out) {
    this.program = AwkParser.parse(program);
    this.out = out;
    set("FS", Value.text(" "));
    set("OFS", Value.text(" "));
    set("ORS", Value.text("\n"));
    set("NR", Value.of(0));
    set("NF", Value.of(0));
    set("SUBSEP", Value.text("\u001c"));
  }

  /** Sets a variable from the command line. */
  public void assign(String name, String value) {
    set(name, Value.input(value));
  }

  /** Whether it needs no input: all it has is BEGIN. */
  public boolean readsNothing() {
    return program.rules().stream().allMatch(rule -> rule.when() == Program.When.BEGIN);
  }

  /** Runs the BEGIN actions; false if the program exits by them. */
  public boolean begin() throws IOException {
    return runAll(Program.When.BEGIN);
  }

  /** Runs the program on a record; false if it exits. */
  public boolean record(String text) throws IOException {
    set("NR", Value.of(get("NR").number() + 1));
    line(text);
    for (Program.Rule rule : program.rules()) {
      if (rule.when() == Program.When.RECORD && selects(rule)) {
        Statement action = rule.action();
        Flow flow = Flow.ON;
        if (action == null) {
          out.print(line + get("ORS").text());
        } else {
          flow = run(action);
        }
        if (flow == Flow.EXIT) {
          return false;
        }
        if (flow == Flow.NEXT) {
          return true;
        }
      }
    }
    return true;
  }

  /** Runs the END actions. @return the exit status */
  public int end() throws IOException {
    runAll(Program.When.END);
    return status;
  }

  private boolean runAll(Program.When when) throws IOException {
    for (Program.Rule rule : program.rules()) {
      Statement action = rule.action();
      if (rule.when() == when && action != null && run(action) == Flow.EXIT) {
        return false;
      }
    }
    return true;
  }

  private boolean selects(Program.Rule rule) {
    Expression pattern = rule.pattern();
    Expression until = rule.until();
    if (pattern == null) {
      return true;
    }
    if (until == null) {
      return evaluate(pattern).truth();
    }
    if (!inRange.getOrDefault(rule, false) && !evaluate(pattern).truth()) {
      return false;
    }
    inRange.put(rule, !evaluate(until).truth());
    return true;
  }

  private Flow run(Statement statement) throws IOException {
    switch (statement) {
      case Program.Block block -> {
        for (Statement inner : block.statements()) {
          Flow flow = run(inner);
          if (flow != Flow.ON) {
            return flow;
          }
        }
      }
      case Program.Evaluate evaluate -> evaluate(evaluate.expression());
      case Program.Print print -> print(print);
      case Program.If choice -> {
        if (evaluate(choice.condition()).truth()) {
          return run(choice.then());
        }
        return choice.otherwise() == null ? Flow.ON : run(choice.otherwise());
      }
      case Program.While loop -> {
        return loop(loop.condition(), loop.body(), new Program.Block(List.of()));
      }
      case Program.For loop -> {
        run(loop.start());
        return loop(loop.condition(), loop.body(), loop.step());
      }
      case Program.ForIn loop -> {
        for (String key : List.copyOf(array(loop.array()).keySet())) {
          set(loop.variable(), Value.input(key));
          Flow flow = run(loop.body());
          if (flow == Flow.BREAK) {
            break;
          }
          if (flow != Flow.ON && flow != Flow.CONTINUE) {
            return flow;
          }
        }
      }
      case Program.Delete delete -> {
        if (delete.index() == null) {
          array(delete.array()).clear();
        } else {
          array(delete.array()).remove(evaluate(delete.index()).text());
        }
      }
      case Program.Next ignored -> {
        return Flow.NEXT;
      }
      case Program.Break ignored -> {
        return Flow.BREAK;
      }
      case Program.Continue ignored -> {
        return Flow.CONTINUE;
      }
      case Program.Exit exit -> {
        if (exit.status() != null) {
          status = (int) evaluate(exit.status()).number() & 0xff;
        }
        return Flow.EXIT;
      }
    }
    return Flow.ON;
  }

  private Flow loop(Expression condition, Statement body, Statement step) throws IOException {
    while (evaluate(condition).truth()) {
      Flow flow = run(body);
      if (flow == Flow.BREAK) {
        break;
      }
      if (flow == Flow.NEXT || flow == Flow.EXIT) {
        return flow;
      }
      run(step);
    }
    return Flow.ON;
  }

  private void print(Program.Print print) throws IOException {
    List<String> values = print.values().stream().map(value -> evaluate(value).text()).toList();
    if (print.formatted()) {
      out.print(functions.format(print.values().stream().map(this::evaluate).toList()));
    } else {
      String text = values.isEmpty() ? line : String.join(get("OFS").text(), values);
      out.print(text + get("ORS").text());
    }
  }

  Value evaluate(Expression expression) {
    return switch (expression) {
      case Program.Number number -> Value.of(number.value());
      case Program.Text text -> Value.text(text.value());
      case Program.Regex regex -> Value.of(pattern(regex.pattern()).matcher(line).find());
      case Program.Variable variable -> get(variable.name());
      case Program.Element element ->
          array(element.array())
              .computeIfAbsent(evaluate(element.index()).text(), key -> Value.EMPTY);
      case Program.Field field -> field((int) evaluate(field.number()).number());
      case Program.Unary unary -> unary(unary);
      case Program.Binary binary -> binary(binary);
      case Program.Assign assign -> {
        Value value = evaluate(assign.value());
        yield store(
            assign.target(),
            assign.operator().isEmpty()
                ? value
                : Value.of(
                    arithmetic(
                        assign.operator(), evaluate(assign.target()).number(), value.number())));
      }
      case Program.Step step -> {
        double before = evaluate(step.target()).number();
        Value after = store(step.target(), Value.of(before + step.by()));
        yield step.before() ? after : Value.of(before);
      }
      case Program.Match match ->
          Value.of(
              patternOf(match.pattern()).matcher(evaluate(match.text()).text()).find()
                  != match.negated());
      case Program.Choice choice ->
          evaluate(choice.condition()).truth() ? evaluate(choice.yes()) : evaluate(choice.no());
      case Program.Member member ->
          Value.of(array(member.array()).containsKey(evaluate(member.index()).text()));
      case Program.Call call -> functions.call(call);
    };
  }

  private Value unary(Program.Unary unary) {
    Value operand = evaluate(unary.operand());
    return switch (unary.operator()) {
      case "!" -> Value.of(!operand.truth());
      case "-" -> Value.of(-operand.number());
      default -> Value.of(operand.number());
    };
  }

  private Value binary(Program.Binary binary) {
    Value left = evaluate(binary.left());
    switch (binary.operator()) {
      case "&&" -> {
        return Value.of(left.truth() && evaluate(binary.right()).truth());
      }
      case "||" -> {
        return Value.of(left.truth() || evaluate(binary.right()).truth());
      }
      default -> {}
    }
    Value right = evaluate(binary.right());
    return switch (binary.operator()) {
      case "" -> Value.text(left.text() + right.text());
      case "==" -> Value.of(compare(left, right) == 0);
      case "!=" -> Value.of(compare(left, right) != 0);
      case "<" -> Value.of(compare(left, right) < 0);
      case "<=" -> Value.of(compare(left, right) <= 0);
      case ">" -> Value.of(compare(left, right) > 0);
      case ">=" -> Value.of(compare(left, right) >= 0);
      default -> Value.of(arithmetic(binary.operator(), left.number(), right.number()));
    };
  }

  private static int compare(Value left, Value right) {
    return left.numeric() && right.numeric()
        ? Double.compare(left.number(), right.number())
        : left.text().compareTo(right.text());
  }

  private static double arithmetic(String operator, double left, double right) {
    if (right == 0 && (operator.equals("/") || operator.equals("%"))) {
      throw new Usage(2, "division by zero");
    }
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / right;
      default -> left % right;
    };
  }

  /** The pattern on the right of {@code ~}: written as one, or the text of a value. */
  Pattern patternOf(Expression expression) {
    return pattern(
        expression instanceof Program.Regex regex ? regex.pattern() : evaluate(expression).text());
  }

  private Pattern pattern(String text) {
    return patterns.computeIfAbsent(
        text, expression -> PosixPattern.compile(expression, true, false));
  }

  Value store(Expression target, Value value) {
    switch (target) {
      case Program.Variable variable -> set(variable.name(), value);
      case Program.Element element ->
          array(element.array()).put(evaluate(element.index()).text(), value);
      case Program.Field field -> setField((int) evaluate(field.number()).number(), value.text());
      default -> throw new Usage(2, "not something to assign to");
    }
    return value;
  }

  Map<String, Value> array(String name) {
    return arrays.computeIfAbsent(name, key -> new LinkedHashMap<>());
  }

  Value get(String name) {
    return variables.getOrDefault(name, Value.EMPTY);
  }

  void set(String name, Value value) {
    variables.put(name, value);
  }

  String line() {
    return line;
  }

  private void line(String text) {
    line = text;
    fields.clear();
    fields.addAll(split(text, get("FS").text()));
    set("NF", Value.of(fields.size()));
  }

  List<String> split(String text, String separator) {
    if (separator.equals(" ")) {
      String stripped = text.strip();
      return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
    if (text.isEmpty()) {
      return List.of();
    }
    Pattern pattern =
        separator.length() == 1 && !separator.equals("\\")
            ? Pattern.compile(Pattern.quote(separator))
            : pattern(separator);
    return List.of(pattern.split(text, -1));
  }

  private Value field(int number) {
    if (number < 0) {
      throw new Usage(2, "attempt to access field " + number);
    }
    if (number == 0) {
      return Value.input(line);
    }
    return number <= fields.size() ? Value.input(fields.get(number - 1)) : Value.EMPTY;
  }

  private void setField(int number, String value) {
    if (number == 0) {
      line(value);
      return;
    }
    if (number < 0 || number > 10_000) {
      throw new Usage(2, "attempt to access field " + number);
    }
    while (fields.size() < number) {
      fields.add("");
    }
    fields.set(number - 1, value);
    set("NF", Value.of(fields.size()));
    line = String.join(get("OFS").text(), fields);
  }
}
