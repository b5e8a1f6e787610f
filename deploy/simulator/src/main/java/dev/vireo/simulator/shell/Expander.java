package dev.vireo.simulator.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns words into arguments: expansion, field splitting, file names, removal of quotes. */
final class Expander {
  private final Interpreter shell;

  Expander(Interpreter shell) {
    this.shell = shell;
  }

  /** The arguments that a command gets. */
  List<String> fields(List<Word> words) {
    List<String> arguments = new ArrayList<>();
    for (Word word : words) {
      Fields fields = new Fields();
      expand(word, fields, false);
      for (String field : fields.finished()) {
        List<String> paths = Glob.isPattern(field) ? shell.paths(field) : List.of();
        if (paths.isEmpty()) {
          arguments.add(Glob.unescape(field));
        } else {
          arguments.addAll(paths);
        }
      }
    }
    return arguments;
  }

  /** One text, neither split nor matched: an assigned value, the target of a redirection. */
  String text(Word word) {
    return Glob.unescape(pattern(word));
  }

  /** One pattern, in which what was quoted is escaped. */
  String pattern(Word word) {
    StringBuilder pattern = new StringBuilder();
    boolean first = true;
    for (Word.Part part : word.parts()) {
      boolean leading = first;
      switch (part) {
        case Word.Text text when leading && isHome(text) ->
            pattern.append(Glob.escape(home())).append(text.text().substring(1));
        case Word.Text text ->
            pattern.append(text.quoted() ? Glob.escape(text.text()) : text.text());
        case Word.Parameter parameter when isAll(parameter) ->
            pattern.append(Glob.escape(String.join(" ", shell.variables().positional())));
        default -> {
          String value = value(part);
          pattern.append(part.quoted() ? Glob.escape(value) : value.replace("\\", "\\\\"));
        }
      }
      first = false;
    }
    return pattern.toString();
  }

  private void expand(Word word, Fields fields, boolean splitText) {
    boolean first = true;
    for (Word.Part part : word.parts()) {
      boolean leading = first;
      switch (part) {
        case Word.Text text when leading && isHome(text) -> {
          fields.add(Glob.escape(home()));
          fields.add(text.text().substring(1));
        }
        case Word.Text text when splitText && !text.quoted() -> fields.split(text.text(), ifs());
        case Word.Text text -> {
          fields.begin();
          fields.add(text.quoted() ? Glob.escape(text.text()) : text.text());
        }
        case Word.Parameter parameter when isAll(parameter) -> all(parameter, fields);
        case Word.Parameter parameter when isAlternative(parameter) -> {
          Word alternative = alternative(parameter);
          if (alternative != null) {
            if (parameter.quoted()) {
              fields.begin();
            }
            expand(alternative, fields, true);
          } else {
            add(parameter, fields);
          }
        }
        default -> add(part, fields);
      }
      first = false;
    }
  }

  private void add(Word.Part part, Fields fields) {
    String value = value(part);
    if (part.quoted()) {
      fields.begin();
      fields.add(Glob.escape(value));
    } else {
      fields.split(value, ifs());
    }
  }

  private static boolean isHome(Word.Text text) {
    return !text.quoted() && (text.text().equals("~") || text.text().startsWith("~/"));
  }

  private String home() {
    return parameter("HOME", "/");
  }

  private static boolean isAll(Word.Parameter parameter) {
    return parameter.operator().isEmpty()
        && (parameter.name().equals("@") || parameter.name().equals("*"));
  }

  private void all(Word.Parameter parameter, Fields fields) {
    List<String> values = shell.variables().positional();
    if (parameter.quoted() && parameter.name().equals("*")) {
      String ifs = ifs();
      fields.begin();
      fields.add(Glob.escape(String.join(ifs.isEmpty() ? "" : ifs.substring(0, 1), values)));
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        fields.end();
      }
      if (parameter.quoted()) {
        fields.begin();
        fields.add(Glob.escape(values.get(i)));
      } else {
        fields.split(values.get(i), ifs());
      }
    }
  }

  private String ifs() {
    return parameter("IFS", " \t\n");
  }

  private String parameter(String name, String otherwise) {
    String value = shell.variables().get(name);
    return value == null ? otherwise : value;
  }

  private static boolean isAlternative(Word.Parameter parameter) {
    return switch (parameter.operator()) {
      case "-", ":-", "+", ":+" -> true;
      default -> false;
    };
  }

  /** The word behind {@code -} or {@code +} if it is the one to use; null for the value itself. */
  private @Nullable Word alternative(Word.Parameter parameter) {
    String value = shell.parameter(parameter.name());
    boolean missing = value == null || (parameter.operator().startsWith(":") && value.isEmpty());
    Word argument = parameter.argument();
    boolean plus = parameter.operator().endsWith("+");
    if (plus) {
      return missing || argument == null ? new Word(List.of()) : argument;
    }
    return missing ? argument : null;
  }

  private String value(Word.Part part) {
    return switch (part) {
      case Word.Text text -> text.text();
      case Word.Command command -> shell.substitute(command.body());
      case Word.Arithmetic arithmetic -> Long.toString(arithmetic(text(arithmetic.expression())));
      case Word.Parameter parameter -> parameterValue(parameter);
    };
  }

  private long arithmetic(String expression) {
    try {
      return new Arithmetic(
              expression, name -> present(name, shell.parameter(name)), shell.variables()::set)
          .value();
    } catch (Arithmetic.BadExpression e) {
      throw shell.fatal(2, String.valueOf(e.getMessage()));
    }
  }

  private String present(String name, @Nullable String value) {
    if (value == null && shell.options().unsetIsError()) {
      throw shell.fatal(2, name + ": parameter not set");
    }
    return value == null ? "" : value;
  }

  private String parameterValue(Word.Parameter parameter) {
    String name = parameter.name();
    String value = shell.parameter(name);
    Word argument = parameter.argument();
    if (parameter.operator().isEmpty() || argument == null) {
      String plain = present(name, value);
      return parameter.operator().equals("len") ? Integer.toString(plain.length()) : plain;
    }
    boolean missing = value == null || (parameter.operator().startsWith(":") && value.isEmpty());
    switch (parameter.operator()) {
      case "-", ":-", "+", ":+" -> {
        Word alternative = alternative(parameter);
        return alternative != null ? text(alternative) : present(name, value);
      }
      case "=", ":=" -> {
        if (missing) {
          if (!WordReader.isName(name)) {
            throw shell.fatal(2, name + ": bad variable name");
          }
          shell.variables().set(name, text(argument));
        }
        return present(name, shell.parameter(name));
      }
      case "?", ":?" -> {
        if (missing) {
          String message = text(argument);
          throw shell.fatal(2, name + ": " + (message.isEmpty() ? "parameter not set" : message));
        }
        return present(name, value);
      }
      default -> {
        return trim(present(name, value), pattern(argument), parameter.operator());
      }
    }
  }

  private static String trim(String value, String pattern, String operator) {
    int length = value.length();
    for (int i = 0; i <= length; i++) {
      switch (operator) {
        case "#" -> {
          if (Glob.matches(pattern, value.substring(0, i))) {
            return value.substring(i);
          }
        }
        case "##" -> {
          if (Glob.matches(pattern, value.substring(0, length - i))) {
            return value.substring(length - i);
          }
        }
        case "%" -> {
          if (Glob.matches(pattern, value.substring(length - i))) {
            return value.substring(0, length - i);
          }
        }
        default -> {
          if (Glob.matches(pattern, value.substring(i))) {
            return value.substring(0, i);
          }
        }
      }
    }
    return value;
  }

  /** Fields under construction, kept as patterns. */
  private static final class Fields {
    private final List<String> done = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean begun;
    private boolean endedByBlank;

    void begin() {
      begun = true;
    }

    void add(String pattern) {
      current.append(pattern);
      begun |= !pattern.isEmpty();
    }

    void end() {
      if (begun) {
        done.add(current.toString());
        current.setLength(0);
        begun = false;
      }
    }

    /** Adds the value of an unquoted expansion, cut at the separators. */
    void split(String value, String separators) {
      for (char c : value.toCharArray()) {
        if (separators.indexOf(c) < 0) {
          current.append(c == '\\' ? "\\\\" : String.valueOf(c));
          begun = true;
          endedByBlank = false;
        } else if (Character.isWhitespace(c)) {
          endedByBlank |= begun;
          end();
        } else {
          if (begun) {
            end();
          } else if (!endedByBlank) {
            done.add("");
          }
          endedByBlank = false;
        }
      }
    }

    List<String> finished() {
      end();
      return done;
    }
  }
}
