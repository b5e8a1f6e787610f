package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.RejectRules;
import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.WriteOptions;
import dev.vireo.ramcloud.wire.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may follow the fixed words of a native command: reject rules, the request's name, secondary
 * keys. Without any of them it is {@link #PLAIN}, and nothing is made.
 *
 * @param request whose retry is not done twice; null: not named
 * @param keys secondary keys 1, 2 ...; an empty one is absent
 */
record RcOptions(RejectRules rules, @Nullable RequestId request, List<byte[]> keys) {

  static final RcOptions PLAIN = new RcOptions(RejectRules.NONE, null, List.of());

  /**
   * RAMCloud's limit of a client's requests under way: what is older, the client has answers of.
   */
  private static final int WINDOW = 512;

  private static final int MOST_KEYS = 255;

  /** Which of them a command takes. */
  enum Takes {
    RULES,
    RULES_AND_REQUEST,
    RULES_REQUEST_AND_KEYS,
    REQUEST
  }

  /** For a write. */
  WriteOptions forWrite() {
    return this == PLAIN
        ? WriteOptions.PLAIN
        : new WriteOptions(rules, WriteOptions.NO_EXPIRY, keys, request);
  }

  /** Reads the words from {@code from} on; null after an error was written. */
  static @Nullable RcOptions of(Call call, int from, Takes takes) {
    if (from >= call.args.count()) {
      return PLAIN;
    }
    Reader reader = new Reader(call.args, from, takes);
    String wrong = reader.read();
    if (wrong != null) {
      call.error("ERR " + wrong);
      return null;
    }
    return new RcOptions(reader.rules, reader.request, reader.keys);
  }

  private static final class Reader {
    private final Args args;
    private final Takes takes;
    private int at;
    private RejectRules rules = RejectRules.NONE;
    private @Nullable RequestId request;
    private List<byte[]> keys = List.of();

    Reader(Args args, int from, Takes takes) {
      this.args = args;
      this.at = from;
      this.takes = takes;
    }

    /** What is wrong with the words; null: nothing. */
    @Nullable String read() {
      while (at < args.count()) {
        int word = at++;
        String wrong;
        if (takes == Takes.REQUEST && !args.is(word, "REQ")) {
          wrong = unknown(word);
        } else if (args.is(word, "NX")) {
          rules = rules.andIfAbsent();
          wrong = null;
        } else if (args.is(word, "XX")) {
          rules = rules.andIfExists();
          wrong = null;
        } else if (args.is(word, "GT") || args.is(word, "EQ")) {
          wrong = version(args.is(word, "GT"));
        } else if (takes != Takes.RULES && args.is(word, "REQ")) {
          wrong = request();
        } else if (takes == Takes.RULES_REQUEST_AND_KEYS && args.is(word, "KEYS")) {
          wrong = keys();
        } else {
          wrong = unknown(word);
        }
        if (wrong != null) {
          return wrong;
        }
      }
      return null;
    }

    private String unknown(int word) {
      String text = args.text(word);
      String shown = "'" + (text.length() > 64 ? text.substring(0, 64) : text) + "'";
      if (takes == Takes.REQUEST) {
        return shown + " is not REQ client sequence [ACK sequence]";
      }
      return shown
          + " is none of NX, XX, GT version, EQ version"
          + (takes == Takes.RULES ? "" : ", REQ client sequence [ACK sequence]")
          + (takes == Takes.RULES_REQUEST_AND_KEYS ? ", KEYS count key..." : "");
    }

    private @Nullable String version(boolean above) {
      long version = next();
      if (version < 0) {
        return "GT and EQ take a version, a whole number from 0 on";
      }
      rules = above ? rules.andIfVersionAbove(version) : rules.andIfVersionEquals(version);
      return null;
    }

    private @Nullable String request() {
      long client = next();
      long sequence = next();
      if (client < 1 || sequence < 1) {
        return "REQ takes the client's id, as RC.LEASE gave it, and the request's number, from 1 on";
      }
      long acknowledged = Math.max(0, sequence - WINDOW);
      if (at < args.count() && args.is(at, "ACK")) {
        at++;
        long given = next();
        if (given < 0 || given >= sequence) {
          return "ACK takes the number up to which all answers came, below the request's own";
        }
        acknowledged = Math.max(acknowledged, given);
      }
      request = new RequestId(client, sequence, acknowledged);
      return null;
    }

    private @Nullable String keys() {
      long count = next();
      if (count < 0 || count > MOST_KEYS || count > args.count() - at) {
        return "KEYS takes how many follow, up to " + MOST_KEYS + ", and so many keys";
      }
      List<byte[]> read = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (args.length(at) > 0xFFFF) {
          return "a secondary key is longer than 65535 bytes";
        }
        read.add(args.bytes(at++));
      }
      keys = read;
      return null;
    }

    /** The next word as a number from 0 on; -1: it is none. */
    private long next() {
      if (at >= args.count() || !Words.isLong(args, at)) {
        return -1;
      }
      long value = Words.longOf(args, at);
      at++;
      return Math.max(-1, value);
    }
  }
}
