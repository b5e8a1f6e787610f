package dev.vireo.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Has OpenSSH's {@code ssh} ask a program for the password, since it has no terminal to ask on. */
final class AskPass {

  private AskPass() {}

  /**
   * Writes the program, and says so in the environment of an {@code ssh} to come.
   *
   * @param folder where the program may lie
   * @param passwordFile holds the password
   */
  static void tell(Map<String, String> environment, Path folder, String passwordFile)
      throws IOException {
    Files.createDirectories(folder);
    Path askPass = folder.resolve("password.sh");
    Files.writeString(
        askPass, "#!/bin/sh\nexec cat '" + passwordFile.replace("'", "'\\''") + "'\n");
    Files.setPosixFilePermissions(askPass, PosixFilePermissions.fromString("rwx------"));
    environment.put("SSH_ASKPASS", askPass.toString());
    environment.put("SSH_ASKPASS_REQUIRE", "force");
    environment.put("DISPLAY", ":0");
  }
}
