package dev.vireo.multipath.inspect;

import dev.vireo.hypervisor.offline.PastedText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
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
   * @param argument a file, folder or archive, or {@code -} for the given standard input
   * @param trouble takes what of a folder cannot be read; the rest is read all the same
   * @throws IOException where the argument cannot be read, is no text, or is a file larger than
   *     {@value #LARGEST} bytes
   */
  static List<Capture> read(String argument, InputStream stdin, Consumer<IOException> trouble)
      throws IOException {
    if (argument.isEmpty()) {
      throw new IOException("a file has a name");
    }
    return argument.equals("-") ? List.of(one(argument, stdin)) : read(Path.of(argument), trouble);
  }

  private static List<Capture> read(Path argument, Consumer<IOException> trouble)
      throws IOException {
    if (Files.isDirectory(argument)) {
      return folder(argument, trouble);
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
    try (InputStream in = Files.newInputStream(argument)) {
      return List.of(one(argument.toString(), in));
    }
  }

  private static Capture one(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes((int) LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new IOException("is larger than " + LARGEST + " bytes, which no listing is");
    }
    if (PastedText.isBinary(bytes)) {
      throw new IOException("is no text: there is a NUL in it");
    }
    return Capture.read(name, PastedText.of(bytes));
  }

  private static List<Capture> folder(Path folder, Consumer<IOException> trouble)
      throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException cause) {
            trouble.accept(cause);
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    List<Capture> captures = new ArrayList<>();
    for (Path file : files) {
      try {
        if (Files.size(file) <= LARGEST) {
          keepKnown(captures, file.toString(), Files.readAllBytes(file));
        }
      } catch (IOException e) {
        trouble.accept(e);
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
    if (PastedText.isBinary(bytes)) {
      return;
    }
    Capture capture = Capture.read(name, PastedText.of(bytes));
    if (!capture.isUnknown()) {
      captures.add(capture);
    }
  }
}
