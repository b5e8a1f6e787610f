package dev.vireo.bus.outcome;

/**
 * The command was malformed, unsafe or not allowed; nothing was touched.
 *
 * @param command the id of the command, or one derived from the record's place if it had none
 * @param commandType its type as given, which may be unknown; empty if it had none
 * @param about what the command was about, as far as known
 * @param field the field that is wrong, such as {@code psp}; {@code (body)} for the whole
 * @param message what was seen and what would be right
 */
public record CommandRejected(
    String command, String commandType, String about, String field, String message)
    implements Outcome {}
