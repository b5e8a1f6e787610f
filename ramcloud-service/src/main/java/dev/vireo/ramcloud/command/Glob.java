package dev.vireo.ramcloud.command;

/**
 * Redis's glob patterns over bytes: * ? [a-z] [^a] and a backslash before a character that means
 * itself. Matching is greedy with one point to come back to per star, so that no pattern takes more
 * than the product of both lengths.
 */
public final class Glob {
  private Glob() {}

  /** Whether the whole text matches. */
  public static boolean matches(byte[] pattern, byte[] text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length) {
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        resume = t;
        continue;
      }
      int next = p < pattern.length ? one(pattern, p, text[t]) : -1;
      if (next >= 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }

  /** Matches one byte against what begins at {@code p}; gives where the pattern goes on, or -1. */
  private static int one(byte[] pattern, int p, byte b) {
    switch (pattern[p]) {
      case '?':
        return p + 1;
      case '[':
        return charClass(pattern, p + 1, b & 0xff);
      case '\\':
        if (p + 1 < pattern.length) {
          return pattern[p + 1] == b ? p + 2 : -1;
        }
        return b == '\\' ? p + 1 : -1;
      default:
        return pattern[p] == b ? p + 1 : -1;
    }
  }

  private static int charClass(byte[] pattern, int from, int b) {
    int p = from;
    boolean not = p < pattern.length && pattern[p] == '^';
    if (not) {
      p++;
    }
    boolean found = false;
    while (p < pattern.length && pattern[p] != ']') {
      if (pattern[p] == '\\' && p + 1 < pattern.length) {
        p++;
        found |= (pattern[p] & 0xff) == b;
        p++;
      } else if (p + 2 < pattern.length && pattern[p + 1] == '-') {
        int low = pattern[p] & 0xff;
        int high = pattern[p + 2] & 0xff;
        found |= b >= Math.min(low, high) && b <= Math.max(low, high);
        p += 3;
      } else {
        found |= (pattern[p] & 0xff) == b;
        p++;
      }
    }
    // A class that is not closed ends with the pattern.
    int end = p < pattern.length ? p + 1 : p;
    return found != not ? end : -1;
  }
}
