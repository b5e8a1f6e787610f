package dev.vireo.console.ramcloud;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * As whom the masters are asked.
 *
 * @param user empty where nobody logs in
 * @param password never shown
 */
public record Login(String user, String password) {

  /** Nobody logs in. */
  public static final Login NONE = new Login("", "");

  /**
   * Reads the password.
   *
   * @throws Trouble where one of the two is given alone, or the file cannot be read
   */
  public static Login of(@Nullable String user, @Nullable Path passwordFile) {
    if (user == null && passwordFile == null) {
      return NONE;
    }
    if (passwordFile == null) {
      throw Trouble.refused(
          "--ramcloud-user is given without --ramcloud-password-file",
          "name the file that holds the password");
    }
    try {
      return new Login(user == null ? "default" : user, Files.readString(passwordFile).strip());
    } catch (IOException e) {
      throw Trouble.refused(
          "The password file " + passwordFile + " cannot be read: " + e.getMessage(),
          "name a readable file with the password alone");
    }
  }

  boolean needed() {
    return !user.isEmpty();
  }

  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
