package dev.vireo.simulator;

import dev.vireo.simulator.disk.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the datastores of ESX hosts lie: kept with the rest of the state, or for as long as this is
 * open.
 */
final class DatastoreFolders implements AutoCloseable {
  private final @Nullable Path kept;
  private @Nullable Path made;

  /**
   * @param kept the folder for them; null for one that is removed in the end
   */
  DatastoreFolders(@Nullable Path kept) {
    this.kept = kept;
  }

  /** The folder of a host's datastores. */
  synchronized Path of(String host) {
    try {
      if (made == null) {
        made =
            kept == null
                ? Files.createTempDirectory("vireo-datastores")
                : Files.createDirectories(kept);
      }
      return Files.createDirectories(made.resolve(host)).resolve("volumes");
    } catch (IOException e) {
      throw new UncheckedIOException("datastores of " + host + " can't be made", e);
    }
  }

  @Override
  public synchronized void close() {
    if (kept == null && made != null) {
      var _ = Trees.remove(made);
    }
  }
}
