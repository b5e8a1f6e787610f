package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.UnparsedLine;
import java.util.List;

/**
 * What a listing holds.
 *
 * @param unparsed lines that are not understood, with their number in the text that was parsed
 */
public record Parsed<T>(List<T> items, List<UnparsedLine> unparsed) {

  public Parsed {
    items = List.copyOf(items);
    unparsed = List.copyOf(unparsed);
  }
}
