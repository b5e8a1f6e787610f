package dev.vireo.ramcloud.command;

import java.util.ArrayList;
import java.util.List;

/** LCS: the longest common subsequence of two values, as text, length, or ranges that match. */
final class LcsCommand {
  /** Where a run of bytes is the same in both, ends included. */
  private record Run(int aFrom, int aTo, int bFrom, int bTo) {
    int length() {
      return aTo - aFrom + 1;
    }
  }

  private LcsCommand() {}

  static void lcs(Call call) {
    boolean onlyLength = false;
    boolean ranges = false;
    boolean withLength = false;
    long minimum = 0;
    int count = call.args.count();
    for (int i = 3; i < count; i++) {
      if (call.args.is(i, "IDX")) {
        ranges = true;
      } else if (call.args.is(i, "LEN")) {
        onlyLength = true;
      } else if (call.args.is(i, "WITHMATCHLEN")) {
        withLength = true;
      } else if (call.args.is(i, "MINMATCHLEN") && i + 1 < count) {
        i++;
        if (!Words.isLong(call.args, i)) {
          call.error(Errors.NOT_AN_INTEGER);
          return;
        }
        minimum = Math.max(0, Words.longOf(call.args, i));
      } else {
        call.error(Errors.SYNTAX);
        return;
      }
    }
    if (onlyLength && ranges) {
      call.error("ERR If you want both the length and indexes, please just use IDX.");
      return;
    }
    byte[] a = call.find(1) ? call.value().toBytes() : new byte[0];
    byte[] b = call.find(2) ? call.value().toBytes() : new byte[0];
    // Redis's own bound on the table of lengths: an event loop must not be held for long.
    if ((a.length + 1L) * (b.length + 1L) * Integer.BYTES > call.maxValueBytes()) {
      call.error("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
      return;
    }
    int[] lengths = lengths(a, b);
    int longest = lengths[lengths.length - 1];
    if (onlyLength) {
      call.out.integer(longest);
      return;
    }
    byte[] common = new byte[longest];
    List<Run> runs = walk(a, b, lengths, common);
    if (!ranges) {
      call.out.bulk(common);
      return;
    }
    long least = minimum;
    runs.removeIf(run -> run.length() < least);
    call.out.map(2);
    call.out.bulk("matches");
    call.out.array(runs.size());
    for (Run run : runs) {
      call.out.array(withLength ? 3 : 2);
      call.out.array(2);
      call.out.integer(run.aFrom);
      call.out.integer(run.aTo);
      call.out.array(2);
      call.out.integer(run.bFrom);
      call.out.integer(run.bTo);
      if (withLength) {
        call.out.integer(run.length());
      }
    }
    call.out.bulk("len");
    call.out.integer(longest);
  }

  /** Cell (i, j), row by row, is the length for the first i bytes of a and the first j of b. */
  private static int[] lengths(byte[] a, byte[] b) {
    int width = b.length + 1;
    int[] cells = new int[(a.length + 1) * width];
    for (int i = 1; i <= a.length; i++) {
      for (int j = 1; j <= b.length; j++) {
        int at = i * width + j;
        cells[at] =
            a[i - 1] == b[j - 1]
                ? cells[at - width - 1] + 1
                : Math.max(cells[at - width], cells[at - 1]);
      }
    }
    return cells;
  }

  /** Goes back from the end as Redis does, so that of several longest ones it is the same. */
  private static List<Run> walk(byte[] a, byte[] b, int[] cells, byte[] common) {
    int width = b.length + 1;
    List<Run> runs = new ArrayList<>();
    int i = a.length;
    int j = b.length;
    int left = common.length;
    int aTo = -1;
    int bTo = -1;
    while (i > 0 && j > 0 && left > 0) {
      if (a[i - 1] == b[j - 1]) {
        common[--left] = a[i - 1];
        if (aTo < 0) {
          aTo = i - 1;
          bTo = j - 1;
        }
        i--;
        j--;
        if (left == 0 || i == 0 || j == 0 || a[i - 1] != b[j - 1]) {
          runs.add(new Run(i, aTo, j, bTo));
          aTo = -1;
        }
      } else if (cells[(i - 1) * width + j] > cells[i * width + j - 1]) {
        i--;
      } else {
        j--;
      }
    }
    return runs;
  }
}
