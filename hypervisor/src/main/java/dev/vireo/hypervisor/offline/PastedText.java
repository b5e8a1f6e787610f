package dev.vireo.hypervisor.offline;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What terminals, editors and web pages do to text on its way into a file, taken back: line ends of
 * every kind become {@code \n}, blanks of every kind become blanks, and the sequences that steer a
 * terminal are left out. No line is joined with another, so that line numbers stay as an editor
 * shows them.
 */
public final class PastedText {

  private static final char ESCAPE = '\u001b';

  private PastedText() {}

  /** UTF-8 with U+FFFD for what is not, or UTF-16 where its mark says so (PowerShell's files). */
  public static String of(byte[] bytes) {
    return plain(new String(bytes, charset(bytes)));
  }

  /** Whether the bytes are no text, by a NUL among the first few thousand. */
  public static boolean isBinary(byte[] bytes) {
    if (charset(bytes) != StandardCharsets.UTF_8) {
      return false;
    }
    for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static Charset charset(byte[] bytes) {
    boolean marked =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
    return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  private static String plain(String text) {
    int odd = 0;
    while (odd < text.length() && !isOdd(text.charAt(odd))) {
      odd++;
    }
    if (odd == text.length()) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length()).append(text, 0, odd);
    for (int i = odd; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isOdd(c)) {
        plain.append(c);
      } else if (c == ESCAPE) {
        i = endOfSequence(text, i);
      } else if (c == '\r') {
        // Terminals save two returns before a line end: they are one end.
        int end = i;
        while (end < text.length() && text.charAt(end) == '\r') {
          end++;
        }
        boolean oneEnd = end < text.length() && text.charAt(end) == '\n';
        plain.append("\n".repeat(oneEnd ? 1 : end - i));
        i = oneEnd ? end : end - 1;
      } else if (c != '\ufeff') {
        plain.append(Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : '\n');
      }
    }
    return plain.toString();
  }

  private static boolean isOdd(char c) {
    return c == '\r'
        || c == ESCAPE
        || (c >= '\u0085'
            && (c == '\u0085' || c == '\ufeff' || (c != ' ' && Character.isSpaceChar(c))));
  }

  /** The last character of the sequence that begins there: colours, cursor, a window's title. */
  private static int endOfSequence(String text, int escape) {
    int at = escape + 1;
    if (at >= text.length()) {
      return escape;
    }
    char kind = text.charAt(at);
    if (kind == '[') {
      at++;
      while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '?') {
        at++;
      }
      return at < text.length() && text.charAt(at) >= '@' ? at : at - 1;
    }
    if (kind == ']') {
      while (at < text.length() && "\u0007\n\r".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return at < text.length() && text.charAt(at) == '\u0007' ? at : at - 1;
    }
    return kind == '\n' || kind == '\r' ? escape : at;
  }
}
