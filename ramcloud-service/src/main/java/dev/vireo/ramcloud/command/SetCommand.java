package dev.vireo.ramcloud.command;

/** SET with all it can be told, and its kin that set an end. */
final class SetCommand {
  /** What the words after the value (or the key) say; made anew for each call that has any. */
  private static final class Options {
    boolean onlyAbsent;
    boolean onlyPresent;
    boolean get;
    boolean keep;
    boolean persist;
    int endWord;
    boolean seconds;
    boolean relative;
  }

  private SetCommand() {}

  static void set(Call call) {
    if (call.args.count() == 3) {
      if (call.store(1, call.word(2), 0)) {
        call.out.ok();
      }
      return;
    }
    Options options = options(call, 3, false);
    if (options == null) {
      call.error(Errors.SYNTAX);
      return;
    }
    long end = 0;
    if (options.endWord > 0) {
      end = end(call, options.endWord, options.seconds, options.relative, "set");
      if (end < 0) {
        return;
      }
    }
    int before = call.out.size();
    boolean exists = call.find(1);
    if (options.get) {
      if (exists) {
        call.out.bulk(call.value());
      } else {
        call.out.missing();
      }
    }
    if ((options.onlyAbsent && exists) || (options.onlyPresent && !exists)) {
      if (!options.get) {
        call.out.missing();
      }
      return;
    }
    long expiry = options.keep && exists ? call.expiry() : end;
    if (!call.storeQuietly(1, call.word(2), expiry)) {
      call.out.cut(before);
      call.refuse();
    } else if (!options.get) {
      call.out.ok();
    }
  }

  static void setex(Call call) {
    setWithEnd(call, true, "setex");
  }

  static void psetex(Call call) {
    setWithEnd(call, false, "psetex");
  }

  private static void setWithEnd(Call call, boolean seconds, String name) {
    long end = end(call, 2, seconds, true, name);
    if (end >= 0 && call.store(1, call.word(3), end)) {
      call.out.ok();
    }
  }

  static void getex(Call call) {
    Options options = options(call, 2, true);
    if (options == null) {
      call.error(Errors.SYNTAX);
      return;
    }
    if (!call.find(1)) {
      call.out.missing();
      return;
    }
    long end = 0;
    if (options.endWord > 0) {
      end = end(call, options.endWord, options.seconds, options.relative, "getex");
      if (end < 0) {
        return;
      }
    }
    int before = call.out.size();
    call.out.bulk(call.value());
    boolean done = true;
    if (options.endWord > 0) {
      done = end <= call.now() ? call.removeQuietly(1) : call.expire(1, end);
    } else if (options.persist && call.expiry() != 0) {
      done = call.expire(1, 0);
    }
    if (!done) {
      call.out.cut(before);
      call.refuse();
    }
  }

  private static @org.jspecify.annotations.Nullable Options options(
      Call call, int from, boolean getex) {
    Options o = new Options();
    int count = call.args.count();
    for (int i = from; i < count; i++) {
      boolean more = i + 1 < count;
      boolean free = !o.keep && !o.persist && o.endWord == 0;
      if (!getex && call.args.is(i, "NX") && !o.onlyPresent) {
        o.onlyAbsent = true;
      } else if (!getex && call.args.is(i, "XX") && !o.onlyAbsent) {
        o.onlyPresent = true;
      } else if (!getex && call.args.is(i, "GET")) {
        o.get = true;
      } else if (!getex && call.args.is(i, "KEEPTTL") && !o.persist && o.endWord == 0) {
        o.keep = true;
      } else if (getex && call.args.is(i, "PERSIST") && !o.keep && o.endWord == 0) {
        o.persist = true;
      } else if (more && free && isEnd(call, i)) {
        o.seconds = call.args.is(i, "EX") || call.args.is(i, "EXAT");
        o.relative = call.args.is(i, "EX") || call.args.is(i, "PX");
        o.endWord = ++i;
      } else {
        return null;
      }
    }
    return o;
  }

  private static boolean isEnd(Call call, int i) {
    return call.args.is(i, "EX")
        || call.args.is(i, "PX")
        || call.args.is(i, "EXAT")
        || call.args.is(i, "PXAT");
  }

  /**
   * When the word says that the key ends, in milliseconds since 1970; -1 after an error was
   * written.
   */
  private static long end(Call call, int word, boolean seconds, boolean relative, String command) {
    if (!Words.isLong(call.args, word)) {
      call.error(Errors.NOT_AN_INTEGER);
      return -1;
    }
    long value = Words.longOf(call.args, word);
    if (value <= 0 || (seconds && value > Long.MAX_VALUE / 1000)) {
      call.error(Errors.invalidExpire(command));
      return -1;
    }
    long millis = seconds ? value * 1000 : value;
    if (relative) {
      if (millis > Long.MAX_VALUE - call.now()) {
        call.error(Errors.invalidExpire(command));
        return -1;
      }
      millis += call.now();
    }
    return millis;
  }
}
