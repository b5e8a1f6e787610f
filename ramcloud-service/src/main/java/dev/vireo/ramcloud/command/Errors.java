package dev.vireo.ramcloud.command;

/** Redis's own texts of errors, which its clients and its test suite know. */
final class Errors {
  static final String SYNTAX = "ERR syntax error";
  static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  static final String NOT_A_FLOAT = "ERR value is not a valid float";
  static final String OVERFLOW = "ERR increment or decrement would overflow";
  static final String NAN = "ERR increment would produce NaN or Infinity";
  static final String OFFSET = "ERR offset is out of range";
  static final String TOO_LONG = "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
  static final String BIT_OFFSET = "ERR bit offset is not an integer or out of range";
  static final String BIT_VALUE = "ERR bit is not an integer or out of range";
  static final String NO_SUCH_KEY = "ERR no such key";
  static final String CROSS_SLOT = "CROSSSLOT Keys in request don't hash to the same slot";
  static final String NO_AUTH = "NOAUTH Authentication required.";
  static final String OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'.";
  static final String DB_INDEX = "ERR DB index is out of range";
  static final String SAME_OBJECT = "ERR source and destination objects are the same";
  static final String HELD = "TRYAGAIN The key is part of a transaction that is being decided";
  static final String INVALID_CURSOR = "ERR invalid cursor";
  static final String KEY_TOO_LONG = "ERR key is longer than 65535 bytes";

  static final String GROUP_TOO_LARGE =
      "ERR what is written to a durable table at once is one record of the log, of 3500000 bytes at"
          + " most; write it in parts";

  private Errors() {}

  static String wrongArity(String command) {
    return "ERR wrong number of arguments for '" + command + "' command";
  }

  static String invalidExpire(String command) {
    return "ERR invalid expire time in '" + command + "' command";
  }
}
