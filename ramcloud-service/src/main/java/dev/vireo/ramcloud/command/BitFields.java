package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.wire.resp.Numbers;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BITFIELD: a row of operations on integers of 1 to 64 bits inside a value. */
final class BitFields {
  private static final String BAD_TYPE =
      "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64"
          + " is.";

  private enum Kind {
    GET,
    SET,
    INCRBY
  }

  private enum Overflow {
    WRAP,
    SAT,
    FAIL
  }

  private record Operation(
      Kind kind, Overflow overflow, boolean signed, int width, long offset, long operand) {}

  private BitFields() {}

  static void run(Call call, boolean readOnly) {
    List<Operation> operations = parse(call, readOnly);
    if (operations == null) {
      return;
    }
    long highest = -1;
    for (Operation o : operations) {
      if (o.kind != Kind.GET) {
        highest = Math.max(highest, o.offset + o.width - 1);
      }
    }
    int before = call.out.size();
    if (highest < 0) {
      boolean exists = call.find(1);
      call.out.array(operations.size());
      for (Operation o : operations) {
        call.out.integer(exists ? read(call.value(), o) : 0);
      }
      return;
    }
    long scratch = Bits.valueOfAtLeast(call, (int) (highest >>> 3) + 1);
    int total = call.scratchLength();
    ByteSpan value = call.at(scratch, total);
    call.out.array(operations.size());
    for (Operation o : operations) {
      long was = read(value, o);
      if (o.kind == Kind.GET) {
        call.out.integer(was);
        continue;
      }
      Long now = limit(o.kind == Kind.SET ? 0 : was, o.operand, o);
      if (now == null) {
        call.out.missing();
      } else {
        write(scratch, o, now);
        call.out.integer(o.kind == Kind.SET ? was : now);
      }
    }
    if (!call.storeKeepingQuietly(1, call.at(scratch, total))) {
      call.out.cut(before);
      call.refuse();
    }
  }

  private static @Nullable List<Operation> parse(Call call, boolean readOnly) {
    List<Operation> operations = new ArrayList<>();
    Overflow overflow = Overflow.WRAP;
    int count = call.args.count();
    for (int i = 2; i < count; i++) {
      int left = count - i - 1;
      Kind kind;
      if (call.args.is(i, "GET") && left >= 2) {
        kind = Kind.GET;
      } else if (call.args.is(i, "SET") && left >= 3) {
        kind = Kind.SET;
      } else if (call.args.is(i, "INCRBY") && left >= 3) {
        kind = Kind.INCRBY;
      } else if (call.args.is(i, "OVERFLOW") && left >= 1) {
        i++;
        if (call.args.is(i, "WRAP")) {
          overflow = Overflow.WRAP;
        } else if (call.args.is(i, "SAT")) {
          overflow = Overflow.SAT;
        } else if (call.args.is(i, "FAIL")) {
          overflow = Overflow.FAIL;
        } else {
          return refuse(call, "ERR Invalid OVERFLOW type specified");
        }
        continue;
      } else {
        return refuse(call, Errors.SYNTAX);
      }
      String type = call.args.text(i + 1);
      int width = width(type);
      if (width == 0) {
        return refuse(call, BAD_TYPE);
      }
      long offset = offset(call, i + 2, width);
      if (offset < 0) {
        return refuse(call, Errors.BIT_OFFSET);
      }
      long operand = 0;
      if (kind != Kind.GET) {
        if (!Words.isLong(call.args, i + 3)) {
          return refuse(call, Errors.NOT_AN_INTEGER);
        }
        operand = Words.longOf(call.args, i + 3);
      }
      boolean signed = type.charAt(0) == 'i';
      operations.add(new Operation(kind, overflow, signed, width, offset, operand));
      i += kind == Kind.GET ? 2 : 3;
    }
    if (readOnly && operations.stream().anyMatch(o -> o.kind != Kind.GET)) {
      return refuse(call, "ERR BITFIELD_RO only supports the GET subcommand");
    }
    return operations;
  }

  private static @Nullable List<Operation> refuse(Call call, String error) {
    call.error(error);
    return null;
  }

  /** The width of a type such as i16; 0 where it is none. */
  private static int width(String type) {
    if (type.length() < 2 || type.length() > 3) {
      return 0;
    }
    int most = type.charAt(0) == 'i' ? 64 : type.charAt(0) == 'u' ? 63 : 0;
    int width = 0;
    for (int i = 1; i < type.length(); i++) {
      char c = type.charAt(i);
      if (c < '0' || c > '9' || (i == 1 && c == '0')) {
        return 0;
      }
      width = width * 10 + (c - '0');
    }
    return width <= most ? width : 0;
  }

  /** The offset in bits; "#n" counts in widths. -1 where it is none. */
  private static long offset(Call call, int word, int width) {
    long at = call.args.address(word);
    int length = call.args.length(word);
    boolean counted = length > 0 && OffHeap.byteAt(at) == '#';
    if (counted) {
      at++;
      length--;
    }
    if (!Numbers.isLong(at, length)) {
      return -1;
    }
    long offset = Numbers.longOf(at, length);
    if (offset < 0 || (counted && offset > Long.MAX_VALUE / width)) {
      return -1;
    }
    offset = counted ? offset * width : offset;
    return offset >>> 3 < call.maxValueBytes() ? offset : -1;
  }

  private static long read(ByteSpan value, Operation o) {
    long bits = 0;
    for (int i = 0; i < o.width; i++) {
      long at = o.offset + i;
      int index = (int) Math.min(at >>> 3, Integer.MAX_VALUE);
      int b = index < value.length() ? value.get(index) : 0;
      bits = (bits << 1) | ((b >>> (7 - (at & 7))) & 1);
    }
    return o.signed && o.width < 64 ? bits << (64 - o.width) >> (64 - o.width) : bits;
  }

  private static void write(long base, Operation o, long value) {
    for (int i = 0; i < o.width; i++) {
      long at = o.offset + i;
      long bit = (value >>> (o.width - 1 - i)) & 1;
      int shift = 7 - (int) (at & 7);
      long byteAddress = base + (at >>> 3);
      int was = OffHeap.byteAt(byteAddress);
      OffHeap.putByte(byteAddress, (int) ((was & ~(1 << shift)) | (bit << shift)));
    }
  }

  /** {@code base + step} within the type, by the operation's rule of overflow; null: it fails. */
  private static @Nullable Long limit(long base, long step, Operation o) {
    long max = o.signed ? (1L << (o.width - 1)) - 1 : (1L << o.width) - 1;
    long min = o.signed ? -(1L << (o.width - 1)) : 0;
    if (o.signed && o.width == 64) {
      max = Long.MAX_VALUE;
      min = Long.MIN_VALUE;
    }
    long sum = base + step;
    boolean wrapped = ((base ^ sum) & (step ^ sum)) < 0;
    // A SET to an unsigned field takes its operand as 64 bits without a sign, as Redis does.
    boolean unsignedSet = !o.signed && o.kind == Kind.SET;
    boolean over =
        wrapped ? step > 0 : unsignedSet ? Long.compareUnsigned(sum, max) > 0 : sum > max;
    boolean under = wrapped ? step < 0 : !unsignedSet && sum < min;
    if (!over && !under) {
      return sum;
    }
    return switch (o.overflow) {
      case FAIL -> null;
      case SAT -> over ? max : min;
      case WRAP ->
          o.signed ? sum << (64 - o.width) >> (64 - o.width) : sum & (-1L >>> (64 - o.width));
    };
  }
}
