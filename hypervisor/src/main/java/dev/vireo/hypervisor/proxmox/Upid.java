package dev.vireo.hypervisor.proxmox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a task: {@code UPID:node:pid:pstart:starttime:type:id:user:}, its three numbers in
 * hexadecimal (of {@code pstart} eight or nine digits).
 *
 * @param text as the host wrote it
 * @param node the node that it runs on
 * @param type such as {@code vzcreate}
 * @param id of what it is about; may be empty
 */
public record Upid(String text, String node, String type, String id) {

  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
              + ":[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}"
              + ":([^:\\s/]{1,64}):([^:\\s/]{0,256}):[^:\\s/]{1,256}:");

  /** The name that a text is; empty if it is none. */
  public static Optional<Upid> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new Upid(text, form.group(1), form.group(2), form.group(3)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
