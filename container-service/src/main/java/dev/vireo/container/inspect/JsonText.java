package dev.vireo.container.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on one line, written as it is found: a million names are not held as trees.
 *
 * <p>Control characters, and the marks that turn the direction of writing, are escaped, so that no
 * value steers the terminal it is shown on.
 */
final class JsonText {

  private final StringBuilder out;
  private boolean first = true;

  private JsonText(StringBuilder out) {
    this.out = out;
    out.append('{');
  }

  /** Begins an object at the end of the text. */
  static JsonText object(StringBuilder out) {
    return new JsonText(out);
  }

  JsonText put(String name, @Nullable String value) {
    name(name);
    value(value);
    return this;
  }

  JsonText put(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonText put(String name, @Nullable Integer value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonText put(String name, List<String> values) {
    name(name);
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",");
      value(values.get(i));
    }
    out.append(']');
    return this;
  }

  /** A list of objects, each written by what is given. */
  <T> JsonText putAll(String name, List<T> items, ObjectWriter<T> writer) {
    name(name);
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ",");
      JsonText item = new JsonText(out);
      writer.write(items.get(i), item);
      item.end();
    }
    out.append(']');
    return this;
  }

  /** Writes one item of a list. */
  interface ObjectWriter<T> {
    void write(T item, JsonText json);
  }

  /** Ends the object. */
  void end() {
    out.append('}');
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    out.append('"').append(name).append("\":");
  }

  private void value(@Nullable String value) {
    if (value == null) {
      out.append("null");
      return;
    }
    out.append('"');
    int done = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append(value, done, i).append('\\').append(c);
        done = i + 1;
      } else if (c < 0x20 || (c >= 0x7f && steers(c))) {
        out.append(value, done, i).append(escape(c));
        done = i + 1;
      }
    }
    if (done == 0) {
      // A whole string is copied at once, a part of one character by character.
      out.append(value).append('"');
    } else {
      out.append(value, done, value.length()).append('"');
    }
  }

  private static boolean steers(char c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == '\u2028'
        || c == '\u2029'
        || Character.isSurrogate(c);
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> String.format("\\u%04x", (int) c);
    };
  }
}
