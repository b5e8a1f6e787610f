package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.List;

/** Collects what is not understood; after {@value #MOST} lines it only counts. */
final class Unparsed {

  static final int MOST = 10_000;

  private final String listing;
  private final List<UnparsedLine> lines = new ArrayList<>();
  private int more;
  private int lastLine;

  Unparsed(String listing) {
    this.listing = listing;
  }

  void add(int line, String text, String reason) {
    if (lines.size() < MOST) {
      lines.add(new UnparsedLine(listing, line, text, reason));
    } else {
      more++;
      lastLine = line;
    }
  }

  List<UnparsedLine> lines() {
    if (more > 0) {
      List<UnparsedLine> all = new ArrayList<>(lines);
      all.add(
          new UnparsedLine(
              listing, lastLine, "", "and " + more + " more lines that are not understood"));
      return all;
    }
    return lines;
  }
}
