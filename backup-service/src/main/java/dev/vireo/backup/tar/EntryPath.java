package dev.vireo.backup.tar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The path of an entry, whose names a host keeps as bytes of no said encoding. As text, bytes that
 * are no UTF-8, control characters and the backslash stand as {@code \xNN}, so that the text is
 * printable and leads back to the bytes.
 */
public final class EntryPath {

  private EntryPath() {}

  /** The text of a path, without {@code ./} before and {@code /} behind; empty for the root. */
  public static String text(byte[] path) {
    int from = 0;
    int to = path.length;
    while (to - from >= 2 && path[from] == '.' && path[from + 1] == '/') {
      from += 2;
      while (from < to && path[from] == '/') {
        from++;
      }
    }
    while (to > from && path[to - 1] == '/') {
      to--;
    }
    return to - from == 1 && path[from] == '.' ? "" : escaped(path, from, to);
  }

  /** The text of any bytes, such as those of a link's target. */
  public static String escaped(byte[] bytes) {
    return escaped(bytes, 0, bytes.length);
  }

  private static String escaped(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int length = Math.min(sequence(bytes[i]), to - i);
      Optional<String> letter = utf8(bytes, i, length);
      if (letter.isPresent()
          && letter.get().codePoints().noneMatch(c -> c == '\\' || Character.isISOControl(c))) {
        text.append(letter.get());
        i += length;
      } else {
        text.append("\\x%02x".formatted(bytes[i] & 0xff));
        i++;
      }
    }
    return text.toString();
  }

  /** How many bytes a letter of UTF-8 has that begins so. */
  private static int sequence(byte first) {
    int lead = first & 0xff;
    return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  }

  private static Optional<String> utf8(byte[] bytes, int from, int length) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, length))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * The name itself, for a host's shell; empty where it is no UTF-8 and so cannot be said there.
   *
   * @param text as {@link #text} gives it
   */
  public static Optional<String> literal(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      if (text.startsWith("\\x", i) && i + 4 <= text.length()) {
        bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
        i += 4;
      } else {
        int letter = text.codePointAt(i);
        bytes.writeBytes(Character.toString(letter).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(letter);
      }
    }
    byte[] all = bytes.toByteArray();
    return utf8(all, 0, all.length);
  }
}
