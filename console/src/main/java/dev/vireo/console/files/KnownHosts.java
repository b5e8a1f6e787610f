package dev.vireo.console.files;

import dev.vireo.console.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The host keys that the services of this machine accept: {@code known_hosts} in Vireo's home.
 *
 * @param file in OpenSSH's format; need not exist yet
 */
public record KnownHosts(Path file) {

  /**
   * Adds the lines of another such file that are not in it yet. Several may do so at once.
   *
   * @return how many were added
   * @throws Trouble if either cannot be read or written, or a line is none of such a file
   */
  public int merge(Path other) {
    List<String> given = entries(other);
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.lock()) {
      String present = read(channel);
      Set<String> lines = new LinkedHashSet<>(present.lines().map(String::strip).toList());
      List<String> missing = given.stream().filter(lines::add).toList();
      if (!missing.isEmpty() && lock.isValid()) {
        String start = present.isEmpty() || present.endsWith("\n") ? "" : "\n";
        channel.position(channel.size());
        ByteBuffer bytes =
            ByteBuffer.wrap(
                (start + String.join("\n", missing) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      return missing.size();
    } catch (IOException e) {
      throw Trouble.failed(
          "The host keys could not be added to " + file + ": " + e, "make it writable for you", e);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, bytes.position());
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static List<String> entries(Path other) {
    try {
      List<String> entries =
          Files.readAllLines(other, StandardCharsets.UTF_8).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .distinct()
              .toList();
      if (entries.stream().anyMatch(entry -> entry.split("\\s+").length < 3)) {
        throw Trouble.refused(
            other + " is no known_hosts file: not every line of it is HOST TYPE KEY",
            "make it as ssh-keyscan prints it: ssh-keyscan -p PORT HOST");
      }
      if (entries.isEmpty()) {
        throw Trouble.refused(
            other + " holds no host key", "fill it, for example by: ssh-keyscan -p PORT HOST");
      }
      return entries;
    } catch (IOException e) {
      throw Trouble.refused(
          "The host keys in " + other + " cannot be read: " + e,
          "name a readable known_hosts file");
    }
  }
}
