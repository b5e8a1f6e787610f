package dev.vireo.console.print;

import java.util.List;

/** Where lines for people are collected, with what they may be written with. */
public final class Paper {

  private final StringBuilder text = new StringBuilder();
  private final int width;
  private final boolean colour;

  /** For a terminal, or none. */
  public Paper(Terminal terminal) {
    this.width = terminal.tableWidth();
    this.colour = terminal.colour();
  }

  /** A line that is as long as it is. */
  public Paper line(String line) {
    return line(line, Style.PLAIN);
  }

  /** A line in a style. */
  public Paper line(String line, Style style) {
    text.append(style.on(Shown.line(line), colour)).append('\n');
    return this;
  }

  /** An empty line, unless it would be the first. */
  public Paper gap() {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    return this;
  }

  /** A table. */
  public <R> Paper table(Table<R> table, List<R> rows) {
    table.lines(rows, width, colour).forEach(each -> text.append(each).append('\n'));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
