package dev.vireo.hypervisor;

import java.util.regex.Pattern;

/**
 * An account of Proxmox VE, {@code USER@REALM}, or an API token of one, {@code USER@REALM!TOKENID}.
 *
 * @param text as Proxmox VE takes it
 */
public record ApiUser(String text) {

  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9][\\x21-\\x7e&&[^!@:/\\s]]{0,59}@[A-Za-z][A-Za-z0-9._-]{0,31}"
              + "(?:![A-Za-z][A-Za-z0-9._-]{0,63})?");

  /**
   * @throws IllegalArgumentException saying what would be right
   */
  public ApiUser {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "user "
              + Shown.quoted(text)
              + ": write USER@REALM, such as root@pam, or an API token's USER@REALM!TOKENID");
    }
  }

  /** Whether it is an API token. */
  public boolean isToken() {
    return text.indexOf('!') >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
