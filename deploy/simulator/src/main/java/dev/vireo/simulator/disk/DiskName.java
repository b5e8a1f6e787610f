package dev.vireo.simulator.disk;

import java.nio.charset.StandardCharsets;

/**
 * Names as the simulated host has them (bytes, each one a character) and as the real folder has
 * them: plain ASCII, anything else as {@code %XX}, so that no locale of this machine can spoil
 * them.
 */
final class DiskName {
  private DiskName() {}

  /** The name on disk; slashes stay, so targets of links go through too. */
  static String onDisk(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.ISO_8859_1)) {
      if (b >= ' ' && b < 0x7f && b != '%') {
        text.append((char) b);
      } else {
        text.append(String.format("%%%02X", b & 0xff));
      }
    }
    return text.toString();
  }

  static String ofHost(String onDisk) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < onDisk.length(); i++) {
      char c = onDisk.charAt(i);
      if (c == '%' && i + 2 < onDisk.length()) {
        name.append((char) Integer.parseInt(onDisk.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }
}
