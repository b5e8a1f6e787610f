package dev.vireo.ramcloud.wire.resp;

import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A line of words, quoted as in a shell's simplest form (the rules of Redis's sdssplitargs). */
final class InlineWords {
  private InlineWords() {}

  /**
   * Puts the words of a line into {@code into}; false where a quote is not closed, or is followed
   * by something other than a space.
   */
  static boolean split(long address, int length, Args into, ByteBufAllocator allocator) {
    byte[] line = OffHeap.bytes(address, length);
    List<byte[]> words = new ArrayList<>();
    int i = 0;
    while (true) {
      while (i < line.length && isSpace(line[i])) {
        i++;
      }
      if (i == line.length || line[i] == 0) {
        break;
      }
      ByteArrayOutputStream word = new ByteArrayOutputStream();
      i = word(line, i, word);
      if (i < 0) {
        return false;
      }
      words.add(word.toByteArray());
    }
    into.fill(words, allocator);
    return true;
  }

  /** Reads one word; gives where it ended, or -1. */
  private static int word(byte[] line, int from, ByteArrayOutputStream word) {
    int i = from;
    while (i < line.length && !isSpace(line[i]) && line[i] != 0) {
      byte b = line[i];
      if (b == '"' || b == '\'') {
        i = quoted(line, i + 1, b, word);
        if (i < 0 || (i < line.length && !isSpace(line[i]))) {
          return -1;
        }
        return i;
      }
      word.write(b);
      i++;
    }
    return i;
  }

  /** Reads up to the closing quote; gives the index after it, or -1. */
  private static int quoted(byte[] line, int from, byte quote, ByteArrayOutputStream word) {
    int i = from;
    while (i < line.length) {
      byte b = line[i];
      if (b == quote) {
        return i + 1;
      }
      if (b == '\\' && i + 1 < line.length) {
        if (quote == '\'') {
          if (line[i + 1] == '\'') {
            i++;
            b = '\'';
          }
        } else if (line[i + 1] == 'x'
            && i + 3 < line.length
            && Character.digit(line[i + 2], 16) >= 0
            && Character.digit(line[i + 3], 16) >= 0) {
          b = (byte) (Character.digit(line[i + 2], 16) * 16 + Character.digit(line[i + 3], 16));
          i += 3;
        } else {
          i++;
          b = unescape(line[i]);
        }
      }
      word.write(b);
      i++;
    }
    return -1;
  }

  private static byte unescape(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
