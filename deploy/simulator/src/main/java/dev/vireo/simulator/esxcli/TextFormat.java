package dev.vireo.simulator.esxcli;

import java.util.List;

/** The format that people read. */
final class TextFormat {
  private final boolean classic;
  private final String indent;

  /**
   * @param classic 4.x: four blanks of indent, no ruler under a table's titles
   */
  TextFormat(boolean classic) {
    this.classic = classic;
    this.indent = classic ? "    " : "   ";
  }

  String render(Listing listing) {
    return switch (listing.layout()) {
      case RECORDS -> records(listing);
      case FIELDS -> fields(listing);
      case TABLE -> table(listing);
    };
  }

  private String records(Listing listing) {
    StringBuilder text = new StringBuilder();
    for (List<Object> row : listing.rows()) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(Listing.text(row.getFirst())).append('\n');
      appendFields(listing.titles(), row, 1, text);
    }
    return text.toString();
  }

  private String fields(Listing listing) {
    StringBuilder text = new StringBuilder();
    for (List<Object> row : listing.rows()) {
      appendFields(listing.titles(), row, 0, text);
    }
    return text.toString();
  }

  private void appendFields(List<String> titles, List<Object> row, int from, StringBuilder text) {
    for (int i = from; i < titles.size(); i++) {
      text.append(indent).append(titles.get(i)).append(": ");
      text.append(Listing.text(row.get(i))).append('\n');
    }
  }

  private String table(Listing listing) {
    int columns = listing.titles().size();
    int[] widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      widths[i] = listing.titles().get(i).length();
      for (List<Object> row : listing.rows()) {
        widths[i] = Math.max(widths[i], Listing.text(row.get(i)).length());
      }
    }
    StringBuilder text = new StringBuilder();
    appendRow(listing.titles(), widths, text);
    if (!classic) {
      StringBuilder ruler = new StringBuilder();
      for (int width : widths) {
        ruler.append(ruler.isEmpty() ? "" : "  ").append("-".repeat(width));
      }
      text.append(ruler).append('\n');
    }
    listing.rows().forEach(row -> appendRow(row, widths, text));
    return text.toString();
  }

  private static void appendRow(List<?> row, int[] widths, StringBuilder text) {
    for (int i = 0; i < widths.length; i++) {
      String cell = Listing.text(row.get(i));
      text.append(cell);
      if (i < widths.length - 1) {
        text.append(" ".repeat(widths[i] - cell.length() + 2));
      }
    }
    text.append('\n');
  }
}
