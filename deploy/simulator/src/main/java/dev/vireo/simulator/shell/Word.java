package dev.vireo.simulator.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One word of a command before expansion. */
record Word(List<Part> parts) {

  sealed interface Part {
    boolean quoted();
  }

  record Text(String text, boolean quoted) implements Part {}

  /**
   * A parameter expansion.
   *
   * @param operator empty, {@code #} before the name (length, written {@code len}), or the operator
   *     behind the name
   */
  record Parameter(String name, String operator, @Nullable Word argument, boolean quoted)
      implements Part {}

  record Command(Node body, boolean quoted) implements Part {}

  record Arithmetic(Word expression, boolean quoted) implements Part {}

  static Word literal(String text) {
    return new Word(List.of(new Text(text, true)));
  }

  /** The text of a word that is written without any quote or expansion; null otherwise. */
  @Nullable String plain() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (!(part instanceof Text piece) || piece.quoted()) {
        return null;
      }
      text.append(piece.text());
    }
    return text.toString();
  }
}
