package dev.vireo.local.estate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process of the estate, before it is started.
 *
 * @param name such as {@code inventory}
 * @param command program and arguments
 * @param environment added to the supervisor's own; may hold secrets, so it is never printed
 * @param ports by name, as far as they are known before it runs
 * @param programs the files that it runs; a change of theirs means that it is built anew
 * @param readiness how it tells that it is ready
 * @param startBound how long it may take to become ready
 */
record Component(
    String name,
    List<String> command,
    Map<String, String> environment,
    Map<String, Integer> ports,
    List<Path> programs,
    Readiness readiness,
    Duration startBound) {

  /** The same for two starts that would start the same thing. */
  String fingerprint() {
    var text = new StringBuilder();
    command.forEach(word -> text.append(word).append('\0'));
    new TreeMap<>(environment).forEach((key, value) -> text.append(key + "=" + value + '\0'));
    programs.forEach(file -> text.append(file + "@" + file.toFile().lastModified()).append('\0'));
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Component[" + name + "]";
  }
}
