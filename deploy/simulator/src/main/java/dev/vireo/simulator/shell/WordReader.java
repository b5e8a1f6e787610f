package dev.vireo.simulator.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words: quotes, parameters, command substitutions, arithmetic. */
final class WordReader {
  private static final String META = " \t\n;&|<>()";
  private static final String SPECIAL = "?#@*$!-";

  private final Source in;

  WordReader(Source in) {
    this.in = in;
  }

  /** The word at the source's place, up to the next blank or operator. */
  Word read() {
    List<Word.Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (in.peek() != Source.END && META.indexOf(in.peek()) < 0) {
      int c = in.next();
      switch (c) {
        case '\'' -> {
          flush(text, parts, false);
          parts.add(new Word.Text(singleQuoted(), true));
        }
        case '"' -> {
          flush(text, parts, false);
          doubleQuoted(parts);
        }
        case '\\' -> {
          flush(text, parts, false);
          escaped(parts);
        }
        case '$', '`' -> {
          flush(text, parts, false);
          parts.add(expansion(c, false));
        }
        default -> text.append((char) c);
      }
    }
    flush(text, parts, false);
    return new Word(List.copyOf(parts));
  }

  /** A text in which only {@code $}, backquotes and backslashes mean something: a here-document. */
  static Word hereDocument(String body) {
    WordReader reader = new WordReader(new Source(body));
    List<Word.Part> parts = new ArrayList<>();
    reader.quotedUntil(Source.END, parts, "$`\\");
    return new Word(List.copyOf(parts));
  }

  private static void flush(StringBuilder text, List<Word.Part> parts, boolean quoted) {
    if (!text.isEmpty()) {
      parts.add(new Word.Text(text.toString(), quoted));
      text.setLength(0);
    }
  }

  private void escaped(List<Word.Part> parts) {
    int c = in.next();
    if (c == Source.END) {
      parts.add(new Word.Text("\\", true));
    } else if (c != '\n') {
      parts.add(new Word.Text(String.valueOf((char) c), true));
    }
  }

  private String singleQuoted() {
    StringBuilder text = new StringBuilder();
    for (int c = in.next(); c != '\''; c = in.next()) {
      if (c == Source.END) {
        throw new SyntaxError(in.line(), "unterminated quoted string");
      }
      text.append((char) c);
    }
    return text.toString();
  }

  private void doubleQuoted(List<Word.Part> parts) {
    int before = parts.size();
    quotedUntil('"', parts, "$`\"\\");
    if (parts.size() == before) {
      parts.add(new Word.Text("", true));
    }
  }

  private void quotedUntil(int end, List<Word.Part> parts, String escapable) {
    StringBuilder text = new StringBuilder();
    for (int c = in.next(); c != end; c = in.next()) {
      if (c == Source.END) {
        throw new SyntaxError(in.line(), "unterminated quoted string");
      }
      if (c == '\\' && in.peek() == '\n') {
        in.next();
      } else if (c == '\\' && in.peek() != Source.END && escapable.indexOf(in.peek()) >= 0) {
        text.append((char) in.next());
      } else if (c == '$' || c == '`') {
        flush(text, parts, true);
        parts.add(expansion(c, true));
      } else {
        text.append((char) c);
      }
    }
    flush(text, parts, true);
  }

  private Word.Part expansion(int c, boolean quoted) {
    return c == '`' ? backquoted(quoted) : dollar(quoted);
  }

  private Word.Part dollar(boolean quoted) {
    int c = in.peek();
    if (c == '(') {
      in.next();
      if (in.peek() == '(') {
        in.next();
        return new Word.Arithmetic(arithmetic(), quoted);
      }
      return new Word.Command(new Parser(in).until(")"), quoted);
    }
    if (c == '{') {
      in.next();
      return braced(quoted);
    }
    if (isNameStart(c)) {
      return new Word.Parameter(name(), "", null, quoted);
    }
    if (c != Source.END && (Character.isDigit(c) || SPECIAL.indexOf(c) >= 0)) {
      return new Word.Parameter(String.valueOf((char) in.next()), "", null, quoted);
    }
    if (!quoted && (c == '\'' || c == '"')) {
      throw new SyntaxError(in.line(), "unexpected \"$" + (char) c + "\"");
    }
    return new Word.Text("$", quoted);
  }

  private Word.Part braced(boolean quoted) {
    if (in.peek() == '#' && in.peek(1) != '}') {
      in.next();
      String name = parameterName();
      if (!in.take('}')) {
        throw new SyntaxError(in.line(), "bad substitution");
      }
      return new Word.Parameter(name, "len", null, quoted);
    }
    String name = parameterName();
    if (in.take('}')) {
      return new Word.Parameter(name, "", null, quoted);
    }
    String operator = operator();
    boolean pattern = operator.startsWith("%") || operator.startsWith("#");
    return new Word.Parameter(name, operator, braceWord(quoted, pattern), quoted);
  }

  private String operator() {
    StringBuilder operator = new StringBuilder();
    if (in.take(':')) {
      operator.append(':');
    }
    int c = in.next();
    if (c == Source.END
        || ("-=?+".indexOf(c) < 0 && (operator.length() > 0 || "%#".indexOf(c) < 0))) {
      throw new SyntaxError(in.line(), "bad substitution");
    }
    operator.append((char) c);
    if ((c == '%' || c == '#') && in.take((char) c)) {
      operator.append((char) c);
    }
    return operator.toString();
  }

  private Word braceWord(boolean quoted, boolean pattern) {
    List<Word.Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean literal = quoted && !pattern;
    for (int c = in.next(); c != '}'; c = in.next()) {
      switch (c) {
        case Source.END -> throw new SyntaxError(in.line(), "missing '}'");
        case '\\' -> {
          flush(text, parts, literal);
          escaped(parts);
        }
        case '"' -> {
          flush(text, parts, literal);
          doubleQuoted(parts);
        }
        case '$', '`' -> {
          flush(text, parts, literal);
          parts.add(expansion(c, literal));
        }
        default -> {
          if (c == '\'' && !literal) {
            flush(text, parts, false);
            parts.add(new Word.Text(singleQuoted(), true));
          } else {
            text.append((char) c);
          }
        }
      }
    }
    flush(text, parts, literal);
    return new Word(List.copyOf(parts));
  }

  private Word arithmetic() {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    while (true) {
      int c = in.next();
      if (c == Source.END) {
        throw new SyntaxError(in.line(), "missing '))'");
      }
      if (c == ')' && depth == 0) {
        if (!in.take(')')) {
          throw new SyntaxError(in.line(), "missing '))'");
        }
        return hereDocument(text.toString());
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      text.append((char) c);
    }
  }

  private Word.Part backquoted(boolean quoted) {
    StringBuilder text = new StringBuilder();
    int line = in.line();
    for (int c = in.next(); c != '`'; c = in.next()) {
      if (c == Source.END) {
        throw new SyntaxError(line, "EOF in backquote substitution");
      }
      String escapable = quoted ? "$`\\\"" : "$`\\";
      if (c == '\\' && in.peek() != Source.END && escapable.indexOf(in.peek()) >= 0) {
        text.append((char) in.next());
      } else {
        text.append((char) c);
      }
    }
    return new Word.Command(Parser.parse(text.toString()), quoted);
  }

  private String parameterName() {
    int c = in.peek();
    if (isNameStart(c)) {
      return name();
    }
    if (c != Source.END && Character.isDigit(c)) {
      StringBuilder digits = new StringBuilder();
      while (Character.isDigit(in.peek())) {
        digits.append((char) in.next());
      }
      return digits.toString();
    }
    if (c != Source.END && SPECIAL.indexOf(c) >= 0) {
      return String.valueOf((char) in.next());
    }
    throw new SyntaxError(in.line(), "bad substitution");
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    while (isNamePart(in.peek())) {
      name.append((char) in.next());
    }
    return name.toString();
  }

  static boolean isName(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && isNameStart(text.charAt(0))
        && text.chars().allMatch(WordReader::isNamePart);
  }

  private static boolean isNameStart(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNamePart(int c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }
}
