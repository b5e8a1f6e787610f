package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Told;
import java.util.ArrayList;
import java.util.List;

/** Small pieces of what hosts print. */
final class Words {

  private Words() {}

  /** {@code a, b,c} as three words; a trailing comma adds none. */
  static List<String> ofList(String value) {
    if (value.isEmpty()) {
      return List.of();
    }
    int comma = value.indexOf(',');
    if (comma < 0) {
      return List.of(value);
    }
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start <= value.length()) {
      int end = comma < 0 ? value.length() : comma;
      String word = value.substring(start, end).strip();
      if (!word.isEmpty()) {
        words.add(word);
      }
      start = end + 1;
      comma = value.indexOf(',', start);
    }
    return words;
  }

  static Told told(String value) {
    return switch (value) {
      case "true" -> Told.YES;
      case "false" -> Told.NO;
      default -> Told.NOT_TOLD;
    };
  }

  /** Yes where one of two says so. */
  static Told either(Told a, Told b) {
    if (a == Told.YES || b == Told.YES) {
      return Told.YES;
    }
    return a == Told.NO || b == Told.NO ? Told.NO : Told.NOT_TOLD;
  }
}
