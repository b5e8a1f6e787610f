package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.SatpName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The line that a host prints when a SATP got another default. */
public record SatpSet(SatpName satp, PspName psp) {

  private static final String BEFORE = "Default PSP for ";
  private static final String BETWEEN = " is now ";

  public static Parsed<SatpSet> parse(String text) {
    Unparsed unparsed = new Unparsed(Listing.SATP_SET.id());
    List<SatpSet> sets = new ArrayList<>();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || Prompt.commandIn(line).isPresent()) {
        continue;
      }
      Optional<SatpSet> set = of(line);
      if (set.isPresent()) {
        sets.add(set.get());
      } else {
        unparsed.add(number, line, "not what a host prints when a default was set");
      }
    }
    return new Parsed<>(sets, unparsed.lines());
  }

  private static Optional<SatpSet> of(String line) {
    int between = line.indexOf(BETWEEN);
    if (!line.startsWith(BEFORE) || between < BEFORE.length()) {
      return Optional.empty();
    }
    return SatpName.tryParse(line.substring(BEFORE.length(), between))
        .flatMap(
            satp ->
                PspName.tryParse(line.substring(between + BETWEEN.length()))
                    .map(psp -> new SatpSet(satp, psp)));
  }
}
