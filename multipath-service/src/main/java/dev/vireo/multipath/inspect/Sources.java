package dev.vireo.multipath.inspect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The captures behind one argument: a file, a folder (an extracted support bundle) or an archive
 * ({@code .tgz}, {@code .tar.gz}, {@code .tar}). Of folders and archives only files that hold a
 * known listing are kept, for a bundle has thousands of others.
 */
final class Sources {

  /** No listing of a host is nearly as large; a log or a core dump is. */
  static final long LARGEST = 64L * 1024 * 1024;

  private Sources() {}

  /**
   * @throws IOException where the argument cannot be read, or is a file larger than {@value
   *     #LARGEST} bytes
   */
  static List<Capture> read(Path argument) throws IOException {
    if (Files.isDirectory(argument)) {
      return folder(argument);
    }
    String name = argument.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".tgz") || name.endsWith(".tar.gz")) {
      try (InputStream in =
          new GZIPInputStream(new BufferedInputStream(Files.newInputStream(argument)))) {
        return archive(argument, new BufferedInputStream(in));
      }
    }
    if (name.endsWith(".tar")) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(argument))) {
        return archive(argument, in);
      }
    }
    if (Files.size(argument) > LARGEST) {
      throw new IOException("is larger than " + LARGEST + " bytes, which no listing is");
    }
    return List.of(Capture.read(argument.toString(), decode(Files.readAllBytes(argument))));
  }

  private static List<Capture> folder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    List<Capture> captures = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) <= LARGEST) {
        keepKnown(captures, file.toString(), Files.readAllBytes(file));
      }
    }
    return captures;
  }

  private static List<Capture> archive(Path archive, InputStream in) throws IOException {
    List<Capture> captures = new ArrayList<>();
    TarReader.read(
        in,
        (name, size, content) -> {
          if (size <= LARGEST) {
            keepKnown(captures, archive + "!" + name, content.readAllBytes());
          }
        });
    return captures;
  }

  private static void keepKnown(List<Capture> captures, String name, byte[] bytes) {
    if (isBinary(bytes)) {
      return;
    }
    Capture capture = Capture.read(name, decode(bytes));
    if (!capture.isUnknown()) {
      captures.add(capture);
    }
  }

  private static boolean isBinary(byte[] bytes) {
    if (charset(bytes) != StandardCharsets.UTF_8) {
      return false;
    }
    for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** UTF-8 with U+FFFD for what is not, or UTF-16 where its mark says so (PowerShell's files). */
  static String decode(byte[] bytes) {
    return new String(bytes, charset(bytes));
  }

  private static Charset charset(byte[] bytes) {
    boolean marked =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
    return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }
}
