package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.wire.resp.ExtendedFloat;
import dev.vireo.ramcloud.wire.resp.Numbers;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values that are numbers written out. */
final class Counters {
  private Counters() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "incr",
            2,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Adds one to a number.",
            call -> add(call, 1)),
        CommandSpec.of(
            "decr",
            2,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Takes one from a number.",
            call -> add(call, -1)),
        CommandSpec.of(
            "incrby",
            3,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Adds to a number.",
            Counters::incrby),
        CommandSpec.of(
            "decrby",
            3,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "1.0.0",
            "Takes from a number.",
            Counters::decrby),
        CommandSpec.of(
            "incrbyfloat",
            3,
            "write denyoom fast",
            KeyRange.FIRST,
            "string",
            "2.6.0",
            "Adds to a number with a fraction.",
            Counters::incrbyfloat));
  }

  private static void incrby(Call call) {
    if (Words.isLong(call.args, 2)) {
      add(call, Words.longOf(call.args, 2));
    } else {
      call.error(Errors.NOT_AN_INTEGER);
    }
  }

  private static void decrby(Call call) {
    if (!Words.isLong(call.args, 2)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long by = Words.longOf(call.args, 2);
    if (by == Long.MIN_VALUE) {
      call.error("ERR decrement would overflow");
    } else {
      add(call, -by);
    }
  }

  private static void add(Call call, long by) {
    long was = 0;
    boolean exists = call.find(1);
    if (exists) {
      if (!Words.isLong(call.value())) {
        call.error(Errors.NOT_AN_INTEGER);
        return;
      }
      was = Words.longOf(call.value());
    }
    long sum = was + by;
    if (((was ^ sum) & (by ^ sum)) < 0) {
      call.error(Errors.OVERFLOW);
      return;
    }
    long scratch = call.scratch(Numbers.LONG_CHARACTERS);
    int width = Numbers.write(sum, scratch);
    if (call.storeKeeping(1, call.at(scratch, width))) {
      call.out.integer(sum);
    }
  }

  private static void incrbyfloat(Call call) {
    BigDecimal was = BigDecimal.ZERO;
    boolean infinite = false;
    if (call.find(1)) {
      String text = new String(call.value().toBytes(), StandardCharsets.ISO_8859_1);
      infinite = ExtendedFloat.isInfinite(text);
      BigDecimal parsed = infinite ? was : ExtendedFloat.parse(text);
      if (parsed == null) {
        call.error(Errors.NOT_A_FLOAT);
        return;
      }
      was = parsed;
    }
    String text = call.args.text(2);
    boolean infiniteStep = ExtendedFloat.isInfinite(text);
    BigDecimal by = infiniteStep ? BigDecimal.ZERO : ExtendedFloat.parse(text);
    if (by == null) {
      call.error(Errors.NOT_A_FLOAT);
      return;
    }
    BigDecimal sum = infinite || infiniteStep ? null : ExtendedFloat.add(was, by);
    if (sum == null) {
      call.error(Errors.NAN);
      return;
    }
    byte[] result = ExtendedFloat.text(sum).getBytes(StandardCharsets.ISO_8859_1);
    long scratch = call.scratch(result.length);
    OffHeap.copy(result, 0, scratch, result.length);
    if (call.storeKeeping(1, call.at(scratch, result.length))) {
      call.out.bulk(result);
    }
  }
}
