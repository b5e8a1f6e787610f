package dev.vireo.backup.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Headers of files in a tar archive of the POSIX format. */
final class TarHeaders {

  static final int BLOCK = 512;

  private static final int LONGEST_NAME = 100;
  private static final long LARGEST_IN_OCTAL = (1L << 33) - 1;
  private static final int READABLE_BY_OWNER = 0600;

  private TarHeaders() {}

  /**
   * The header of a file that its owner may read and write.
   *
   * @param path bytes of its name
   * @param size of its content, in bytes
   */
  static byte[] file(byte[] path, long size) {
    return file(path, size, Map.of());
  }

  /**
   * The header of a file, with what an extended header before it says.
   *
   * @param records by their keywords
   */
  static byte[] file(byte[] path, long size, Map<String, String> records) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    records.forEach((key, value) -> all.put(key, value.getBytes(UTF_8)));
    if (path.length > LONGEST_NAME) {
      all.put("path", path);
    }
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    if (!all.isEmpty()) {
      byte[] extended = records(all);
      headers.writeBytes(header("PaxHeaders/0".getBytes(US_ASCII), extended.length, 'x'));
      headers.writeBytes(extended);
      headers.writeBytes(new byte[padding(extended.length)]);
    }
    headers.writeBytes(header(path, size, '0'));
    return headers.toByteArray();
  }

  /** What fills content of that size up to whole blocks. */
  static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  /** {@code LENGTH KEY=VALUE\n}, with the length of all of it, its own digits included. */
  private static byte[] records(Map<String, byte[]> records) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    records.forEach(
        (key, value) -> {
          int rest = 1 + key.length() + 1 + value.length + 1;
          int length = rest + Integer.toString(rest).length();
          length = rest + Integer.toString(length).length();
          out.writeBytes((length + " " + key + "=").getBytes(US_ASCII));
          out.writeBytes(value);
          out.write('\n');
        });
    return out.toByteArray();
  }

  private static byte[] header(byte[] path, long size, char type) {
    byte[] block = new byte[BLOCK];
    System.arraycopy(path, 0, block, 0, Math.min(path.length, LONGEST_NAME));
    octal(block, 100, 8, READABLE_BY_OWNER);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    if (size <= LARGEST_IN_OCTAL) {
      octal(block, 124, 12, size);
    } else {
      block[124] = (byte) 0x80;
      for (int i = 0; i < 8; i++) {
        block[135 - i] = (byte) (size >> (8 * i));
      }
    }
    octal(block, 136, 12, 0);
    block[156] = (byte) type;
    System.arraycopy("ustar\00000".getBytes(US_ASCII), 0, block, 257, 8);
    int sum = 8 * ' ';
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    block[155] = ' ';
    return block;
  }

  private static void octal(byte[] block, int from, int length, long number) {
    byte[] digits = ("0".repeat(length) + Long.toOctalString(number)).getBytes(US_ASCII);
    System.arraycopy(digits, digits.length - (length - 1), block, from, length - 1);
  }
}
