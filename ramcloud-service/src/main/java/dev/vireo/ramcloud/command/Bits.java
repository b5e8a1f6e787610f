package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.wire.resp.OffHeap;
import java.util.List;

/** Values as rows of bits; bit 0 is the highest of the first byte. */
final class Bits {
  private Bits() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "setbit",
            4,
            "write denyoom",
            KeyRange.FIRST,
            "bitmap",
            "2.2.0",
            "Sets or clears one bit and gives what it was.",
            Bits::setbit),
        CommandSpec.of(
            "getbit",
            3,
            "readonly fast",
            KeyRange.FIRST,
            "bitmap",
            "2.2.0",
            "Gives one bit.",
            Bits::getbit),
        CommandSpec.of(
            "bitcount",
            -2,
            "readonly",
            KeyRange.FIRST,
            "bitmap",
            "2.6.0",
            "Counts the bits that are set.",
            Bits::bitcount),
        CommandSpec.of(
            "bitpos",
            -3,
            "readonly",
            KeyRange.FIRST,
            "bitmap",
            "2.8.7",
            "Finds the first bit that is set, or clear.",
            Bits::bitpos),
        CommandSpec.of(
            "bitop",
            -4,
            "write denyoom",
            KeyRange.range(2, -1, 1),
            "bitmap",
            "2.6.0",
            "Combines values bit by bit into another.",
            Bits::bitop),
        CommandSpec.of(
            "bitfield",
            -2,
            "write denyoom",
            KeyRange.FIRST,
            "bitmap",
            "3.2.0",
            "Reads and changes integers of any width.",
            call -> BitFields.run(call, false)),
        CommandSpec.of(
            "bitfield_ro",
            -2,
            "readonly fast",
            KeyRange.FIRST,
            "bitmap",
            "6.0.0",
            "Reads integers of any width.",
            call -> BitFields.run(call, true)));
  }

  /** The offset in bits that a word says, or -1 after an error was written. */
  private static long offset(Call call, int word) {
    long offset = Words.isLong(call.args, word) ? Words.longOf(call.args, word) : -1;
    if (offset < 0 || offset >>> 3 >= call.maxValueBytes()) {
      call.error(Errors.BIT_OFFSET);
      return -1;
    }
    return offset;
  }

  private static void setbit(Call call) {
    long offset = offset(call, 2);
    if (offset < 0) {
      return;
    }
    long on = Words.isLong(call.args, 3) ? Words.longOf(call.args, 3) : -1;
    if (on != 0 && on != 1) {
      call.error(Errors.BIT_VALUE);
      return;
    }
    int index = (int) (offset >>> 3);
    long scratch = valueOfAtLeast(call, index + 1);
    int total = call.scratchLength();
    int bit = 7 - (int) (offset & 7);
    int was = OffHeap.byteAt(scratch + index) & 0xff;
    OffHeap.putByte(scratch + index, (int) ((was & ~(1 << bit)) | (on << bit)));
    if (call.storeKeeping(1, call.at(scratch, total))) {
      call.out.integer((was >>> bit) & 1);
    }
  }

  /**
   * Copies the value of key 1 to where it can be changed, with zeros up to {@code length} bytes.
   */
  static long valueOfAtLeast(Call call, int length) {
    boolean exists = call.find(1);
    int had = exists ? call.value().length() : 0;
    int total = Math.max(had, length);
    long scratch = call.scratch(total);
    if (exists) {
      Strings.copy(call.value(), scratch);
    }
    if (total > had) {
      OffHeap.ALL.asSlice(scratch + had, total - had).fill((byte) 0);
    }
    return scratch;
  }

  private static void getbit(Call call) {
    long offset = offset(call, 2);
    if (offset < 0) {
      return;
    }
    int bit = 0;
    if (call.find(1) && offset >>> 3 < call.value().length()) {
      bit = (call.value().get((int) (offset >>> 3)) >>> (7 - (offset & 7))) & 1;
    }
    call.out.integer(bit);
  }

  private static void bitcount(Call call) {
    int count = call.args.count();
    // Redis looks for the key before it reads the other words.
    if (!call.find(1)) {
      call.out.integer(0);
      return;
    }
    if (count == 2) {
      call.out.integer(ones(call.value(), 0, call.value().length() * 8L - 1));
      return;
    }
    if (count != 4 && count != 5) {
      call.error(Errors.SYNTAX);
      return;
    }
    if (!Words.isLong(call.args, 2) || !Words.isLong(call.args, 3)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long start = Words.longOf(call.args, 2);
    long end = Words.longOf(call.args, 3);
    if (start < 0 && end < 0 && start > end) {
      call.out.integer(0);
      return;
    }
    boolean bits = count == 5 && call.args.is(4, "BIT");
    if (count == 5 && !bits && !call.args.is(4, "BYTE")) {
      call.error(Errors.SYNTAX);
      return;
    }
    long unit = bits ? 1 : 8;
    long total = call.value().length() * 8L / unit;
    start = Math.max(0, start < 0 ? total + start : start);
    end = Math.min(total - 1, Math.max(0, end < 0 ? total + end : end));
    call.out.integer(start > end ? 0 : ones(call.value(), start * unit, end * unit + unit - 1));
  }

  /** How many of the bits from {@code first} to {@code last} are set. */
  private static long ones(ByteSpan value, long first, long last) {
    long sum = 0;
    long bit = first;
    while (bit <= last) {
      int index = (int) (bit >>> 3);
      if ((bit & 7) == 0 && bit + 63 <= last) {
        sum += Long.bitCount(OffHeap.longAt(value.base().address() + value.offset() + index));
        bit += 64;
        continue;
      }
      long end = Math.min(last, bit | 7);
      int mask = (0xff >>> (bit & 7)) & (0xff << (7 - (end & 7)));
      sum += Integer.bitCount(value.get(index) & mask);
      bit = end + 1;
    }
    return sum;
  }

  private static void bitpos(Call call) {
    int count = call.args.count();
    if (!Words.isLong(call.args, 2)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long wanted = Words.longOf(call.args, 2);
    if (wanted != 0 && wanted != 1) {
      call.error("ERR The bit argument must be 1 or 0.");
      return;
    }
    if (!call.find(1)) {
      call.out.integer(wanted == 1 ? -1 : 0);
      return;
    }
    if (count > 6) {
      call.error(Errors.SYNTAX);
      return;
    }
    boolean bits = false;
    for (int i = 3; i < Math.min(count, 5); i++) {
      if (!Words.isLong(call.args, i)) {
        call.error(Errors.NOT_AN_INTEGER);
        return;
      }
    }
    if (count == 6) {
      bits = call.args.is(5, "BIT");
      if (!bits && !call.args.is(5, "BYTE")) {
        call.error(Errors.SYNTAX);
        return;
      }
    }
    boolean endGiven = count > 4;
    long unit = bits ? 1 : 8;
    long total = call.value().length() * 8L / unit;
    long start = count > 3 ? Words.longOf(call.args, 3) : 0;
    long end = endGiven ? Words.longOf(call.args, 4) : total - 1;
    start = Math.max(0, start < 0 ? total + start : start);
    end = Math.min(total - 1, Math.max(0, end < 0 ? total + end : end));
    if (start > end) {
      call.out.integer(-1);
      return;
    }
    long last = end * unit + unit - 1;
    long found = first(call.value(), start * unit, last, (int) wanted);
    // Without a given end the value goes on with zeros for ever.
    call.out.integer(found < 0 && wanted == 0 && !endGiven ? call.value().length() * 8L : found);
  }

  private static long first(ByteSpan value, long from, long last, int wanted) {
    int full = wanted == 1 ? 0 : 0xff;
    long bit = from;
    while (bit <= last) {
      int b = value.get((int) (bit >>> 3)) & 0xff;
      if ((bit & 7) == 0 && b == full) {
        bit += 8;
        continue;
      }
      if (((b >>> (7 - (bit & 7))) & 1) == wanted) {
        return bit;
      }
      bit++;
    }
    return -1;
  }

  private static void bitop(Call call) {
    boolean not = call.args.is(1, "NOT");
    char operation;
    if (call.args.is(1, "AND")) {
      operation = '&';
    } else if (call.args.is(1, "OR")) {
      operation = '|';
    } else if (call.args.is(1, "XOR")) {
      operation = '^';
    } else if (not) {
      operation = '~';
    } else {
      call.error(Errors.SYNTAX);
      return;
    }
    int count = call.args.count();
    if (not && count != 4) {
      call.error("ERR BITOP NOT must be called with a single source key.");
      return;
    }
    int longest = 0;
    for (int i = 3; i < count; i++) {
      longest = Math.max(longest, call.find(i) ? call.value().length() : 0);
    }
    if (longest == 0) {
      if (!call.find(2) || call.removeQuietly(2)) {
        call.out.integer(0);
      } else {
        call.refuse();
      }
      return;
    }
    long result = call.scratch(longest);
    OffHeap.ALL.asSlice(result, longest).fill((byte) 0);
    for (int i = 3; i < count; i++) {
      int length = call.find(i) ? call.value().length() : 0;
      for (int k = 0; k < longest; k++) {
        int b = k < length ? call.value().get(k) : 0;
        int had = OffHeap.byteAt(result + k);
        OffHeap.putByte(
            result + k,
            switch (operation) {
              case '&' -> i == 3 ? b : had & b;
              case '|' -> had | b;
              case '^' -> had ^ b;
              default -> ~b;
            });
      }
    }
    if (call.store(2, call.at(result, longest), 0)) {
      call.out.integer(longest);
    }
  }
}
