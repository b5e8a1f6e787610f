package dev.vireo.bus.schema;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of the repository that are made from the records: compared with what they would be now, or
 * written when {@code -Dvireo.schemas.write=true} asks for it.
 */
final class CheckedIn {

  static final String REGENERATE = "./vireo test -pl bus -Dvireo.schemas.write=true";

  /** The repository's folder: the nearest one above that has a {@code bus} with a POM. */
  static final Path ROOT = root();

  static final Path SOURCES = ROOT.resolve("bus/src/main/java/dev/vireo/bus");
  static final Path RESOURCES = ROOT.resolve("bus/src/main/resources");

  private CheckedIn() {}

  static boolean writing() {
    return Boolean.getBoolean("vireo.schemas.write");
  }

  /** The text of a file; empty if there is none. */
  static Optional<String> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Fails where the file is not what it would be now; when writing, makes it so. */
  static void holds(Path file, String generated) {
    if (writing()) {
      write(file, generated);
      return;
    }
    String name = ROOT.relativize(file).toString();
    String text =
        read(file).orElseGet(() -> fail(name + " is missing; to write it: " + REGENERATE));
    if (!text.equals(generated)) {
      fail(
          "%s does not say what the records say; to write it anew: %s%n%s",
          name, REGENERATE, firstDifference(text, generated));
    }
  }

  private static String firstDifference(String text, String generated) {
    List<String> was = text.lines().toList();
    List<String> is = generated.lines().toList();
    int line = 0;
    while (line < was.size() && line < is.size() && was.get(line).equals(is.get(line))) {
      line++;
    }
    return "line "
        + (line + 1)
        + " is:        "
        + (line < was.size() ? was.get(line) : "(the end)")
        + System.lineSeparator()
        + "and would be: "
        + (line < is.size() ? is.get(line) : "(the end)");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static Path root() {
    @Nullable Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("bus/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder above has bus/pom.xml");
    }
    return folder;
  }
}
