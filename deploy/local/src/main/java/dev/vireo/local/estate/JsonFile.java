package dev.vireo.local.estate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Records in files: a reader sees the old content or the new, never a part. */
public final class JsonFile {

  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private JsonFile() {}

  /**
   * The record in the file; empty where there is no file.
   *
   * @throws LocalPlatformException where the file does not read as one
   */
  public static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file), type));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JacksonException malformed) {
      throw new LocalPlatformException(
          "%s is not what Vireo writes there: %s. If nothing of Vireo runs, remove it."
              .formatted(file, malformed.getOriginalMessage()),
          malformed);
    } catch (IOException e) {
      throw new LocalPlatformException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Replaces the file at once. */
  public static void write(Path file, Object value) {
    try {
      var fresh = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new");
      Files.writeString(fresh, JSON.writeValueAsString(value) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalPlatformException(
          "%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Removes the file, if it is there. */
  public static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalPlatformException(
          "%s cannot be removed: %s".formatted(file, e.getMessage()), e);
    }
  }
}
