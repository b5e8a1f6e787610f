package dev.vireo.inventory.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.hypervisor.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The line by which an SSH server begins (RFC 4253, 4.2): {@code SSH-2.0-...}, at most 255
 * characters. Other lines may stand before it.
 */
final class SshIdentification {

  private static final int LONGEST_LINE = 255;
  private static final int MOST_LINES_BEFORE = 20;

  private SshIdentification() {}

  /** Reads it, without a byte of what follows; empty if something else begins there. */
  static Optional<String> read(InputStream in) throws IOException {
    for (int i = 0; i <= MOST_LINES_BEFORE; i++) {
      Optional<String> line = line(in);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      if (line.get().startsWith("SSH-")) {
        return Optional.of(Shown.plain(line.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toString(UTF_8).stripTrailing());
      }
      if (line.size() >= LONGEST_LINE) {
        return Optional.empty();
      }
      line.write(b);
    }
    return Optional.empty();
  }
}
