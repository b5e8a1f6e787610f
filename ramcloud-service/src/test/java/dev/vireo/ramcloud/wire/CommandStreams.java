package dev.vireo.ramcloud.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random commands on few keys, whose replies do not depend on time or on the order of a hash table.
 */
final class CommandStreams {
  private static final String[] KEYS = {"{k}a", "{k}b", "{k}c", "{k}d", "{k}"};
  private static final long FAR = 4_000_000_000_000L;
  private final Random random;

  CommandStreams(long seed) {
    random = new Random(seed);
  }

  List<String[]> next(int count) {
    List<String[]> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(one());
    }
    return commands;
  }

  private String key() {
    return KEYS[random.nextInt(KEYS.length)];
  }

  private String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String number() {
    return switch (random.nextInt(8)) {
      case 0 -> "0";
      case 1 -> Long.toString(random.nextLong());
      case 2 ->
          of("9223372036854775807", "-9223372036854775808", "9223372036854775808", "-0", "01");
      case 3 -> of("x", "", "1.5", " 1", "1 ");
      default -> Integer.toString(random.nextInt(400) - 100);
    };
  }

  private String small() {
    return random.nextInt(12) == 0 ? number() : Integer.toString(random.nextInt(300) - 40);
  }

  private String real() {
    return of(
        "1",
        "-1.5",
        "0.1",
        "3.0e3",
        "1e-7",
        "inf",
        "-inf",
        "x",
        "1e400",
        number(),
        Double.toString(random.nextGaussian() * 1000),
        "1e4932",
        "10000000000000000000.5");
  }

  private String value() {
    return switch (random.nextInt(5)) {
      case 0 -> number();
      case 1 -> real();
      case 2 -> {
        StringBuilder bytes = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
          bytes.append((char) random.nextInt(256));
        }
        yield bytes.toString();
      }
      default -> of("hello", "a", "", "the quick brown fox");
    };
  }

  private String millis() {
    return random.nextInt(8) == 0 ? number() : Long.toString(FAR + random.nextInt(1000));
  }

  private String type() {
    return of("u8", "i8", "u63", "i64", "i16", "u1", "u4", "i5", "u64", "i65", "x", "u0");
  }

  private String[] one() {
    return switch (random.nextInt(62)) {
      case 0, 1 -> words("SET", key(), value());
      case 2 -> words("SET", key(), value(), of("NX", "XX", "GET", "KEEPTTL", "foo"));
      case 3 -> words("SET", key(), value(), of("PXAT", "pxat", "foo"), millis());
      case 4 -> words("SET", key(), value(), of("NX", "XX"), "GET", of("KEEPTTL", "XX", "NX"));
      case 5 ->
          words("SET", key(), value(), "PXAT", millis(), of("NX", "XX", "GET", "KEEPTTL", "EX"));
      case 6, 7 -> words("GET", key());
      case 8 -> words("SETNX", key(), value());
      case 9 ->
          words(of("SETEX", "PSETEX"), key(), of("0", "-1", "x", "9223372036854775807"), value());
      case 10 -> words("GETSET", key(), value());
      case 11 -> words("GETDEL", key());
      case 12 -> words("GETEX", key(), "PXAT", millis());
      case 13 -> words("GETEX", key(), of("PERSIST", "EX", "foo"));
      case 14 -> words("MGET", key(), key(), key());
      case 15 -> words("MSET", key(), value(), key(), value());
      case 16 -> words("MSETNX", key(), value(), key(), value());
      case 17 -> words("MSET", key(), value(), key());
      case 18 -> words("APPEND", key(), value());
      case 19 -> words("STRLEN", key());
      case 20 -> words(of("GETRANGE", "SUBSTR"), key(), small(), small());
      case 21 -> words("SETRANGE", key(), small(), value());
      case 22 -> words("SETRANGE", "{k}big", of("1048576", "1048575", "-1"), value());
      case 23 -> words(of("INCR", "DECR"), key());
      case 24 -> words(of("INCRBY", "DECRBY"), key(), number());
      case 25, 26 -> words("INCRBYFLOAT", key(), real());
      case 27 -> words("SETBIT", key(), small(), of("0", "1", "2", "x"));
      case 28 -> words("GETBIT", key(), small());
      case 29 -> words("BITCOUNT", key());
      case 30 -> words("BITCOUNT", key(), small(), small());
      case 31 -> words("BITCOUNT", key(), small(), small(), of("BIT", "BYTE", "x"));
      case 32 -> words("BITPOS", key(), of("0", "1", "2"));
      case 33 -> words("BITPOS", key(), of("0", "1"), small());
      case 34 -> words("BITPOS", key(), of("0", "1"), small(), small(), of("BIT", "BYTE"));
      case 35 -> words("BITPOS", key(), of("0", "1"), small(), small());
      case 36 -> words("BITOP", of("AND", "OR", "XOR", "NOT", "x"), key(), key());
      case 37 -> words("BITOP", of("AND", "OR", "XOR", "NOT"), key(), key(), key(), key());
      case 38 -> words("BITFIELD", key(), "GET", type(), of("0", "#1", "7", "-1", "x", "100"));
      case 39 -> words("BITFIELD", key(), "SET", type(), of("0", "#1", "7", "30"), number());
      case 40 ->
          words(
              "BITFIELD",
              key(),
              "OVERFLOW",
              of("SAT", "WRAP", "FAIL", "x"),
              "INCRBY",
              type(),
              of("0", "#2", "9"),
              number(),
              "GET",
              type(),
              "0");
      case 41 -> words("BITFIELD_RO", key(), of("GET", "SET"), type(), "0", "1");
      case 42 -> words(of("DEL", "UNLINK"), key(), key());
      case 43 -> words(of("EXISTS", "TOUCH"), key(), key());
      case 44 -> words("TYPE", key());
      case 45 -> words("RENAME", key(), key());
      case 46 -> words("RENAMENX", key(), key());
      case 47 -> words("COPY", key(), key());
      case 48 -> words("COPY", key(), key(), of("REPLACE", "DB", "x"));
      case 49 -> words("PEXPIREAT", key(), millis());
      case 50 -> words("PEXPIREAT", key(), millis(), of("NX", "XX", "GT", "LT", "x"));
      case 51 -> words("EXPIREAT", key(), of("4000000000", "9223372036854775807", "x", "1"));
      case 52 -> words("PEXPIREAT", key(), millis(), of("NX", "XX", "GT"), of("NX", "XX", "LT"));
      case 53 -> words(of("PEXPIRETIME", "EXPIRETIME"), key());
      case 54 -> words("PERSIST", key());
      case 55 -> words("LCS", key(), key(), of("LEN", "IDX", "x", "MINMATCHLEN"));
      case 56 -> words("LCS", key(), key(), "IDX", "MINMATCHLEN", of("1", "2"), "WITHMATCHLEN");
      case 57 -> words("EXISTS", "{k}a", "{k}b", "{k}c", "{k}d");
      case 58 -> words(of("MULTI", "EXEC", "DISCARD", "EXEC"));
      case 59 -> words(of("WATCH", "GET", "STRLEN", "OBJECT", "TTL", "EXPIRE"), key(), "x", "y");
      case 60 -> words(of("GET", "SET", "nosuch", "CONFIG", "CLIENT", "SETBIT"), "nosuch");
      default -> words("ECHO", value());
    };
  }

  private static String[] words(String... words) {
    return words;
  }
}
