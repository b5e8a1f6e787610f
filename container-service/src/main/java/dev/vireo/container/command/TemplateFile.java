package dev.vireo.container.command;

import dev.vireo.container.domain.lifecycle.MalformedValue;

/**
 * The name of a template's file, as it may be given to a host: no folder, no leading {@code -} that
 * a tool takes for an option, nothing that does not print.
 *
 * @param name at most 255 characters
 */
record TemplateFile(String name) {

  static TemplateFile parse(String field, String text) {
    boolean good =
        !text.isEmpty()
            && text.length() <= 255
            && !text.startsWith("-")
            && !text.startsWith(".")
            && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '/' && c != '\\');
    if (!good) {
      throw new MalformedValue(
          field,
          text,
          "the name of a template's file has no folder in it, begins with no '-' or '.', and is of"
              + " printable characters without blanks");
    }
    return new TemplateFile(text);
  }
}
