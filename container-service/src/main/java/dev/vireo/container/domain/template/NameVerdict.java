package dev.vireo.container.domain.template;

/** Whether a host shows a template file of that name, and if not, why. */
public sealed interface NameVerdict {

  /** The rule holds. */
  record Accepted() implements NameVerdict {}

  /**
   * The rule is broken.
   *
   * @param part what of the name is missing or wrong
   * @param column where, in characters from 1; one past the end where something is missing there
   * @param reason the same in words, with what was found and what is expected
   */
  record Rejected(NamePart part, int column, String reason) implements NameVerdict {}
}
