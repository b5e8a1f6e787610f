package dev.vireo.backup.restic;

import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A file of a snapshot that is being read. It was read whole only where {@link #complete} says so.
 */
public final class SnapshotReader implements AutoCloseable {

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final ResticProcess process;
  private final Repository repository;

  SnapshotReader(ResticProcess process, Repository repository) {
    this.process = process;
    this.repository = repository;
  }

  /** The file. */
  public InputStream content() {
    return process.output();
  }

  /** It was read to its end: was that the end of the file, and all of it as it was written? */
  public void complete() throws ResticException, InterruptedException {
    int exit = process.await();
    if (exit != 0) {
      throw repository.failed(exit, process.errors());
    }
  }

  /**
   * What came is not what it should be: what restic says of that, where it failed itself. It is
   * stopped where it goes on.
   */
  public Optional<ResticException> failure() throws ResticException, InterruptedException {
    OptionalInt exit = process.endsWithin(LAST_WORDS);
    process.stop();
    return exit.isPresent() && exit.getAsInt() != 0
        ? Optional.of(repository.failed(exit.getAsInt(), process.errors()))
        : Optional.empty();
  }

  /** It is enough, or too much; what was begun ends soon. */
  public void abandon() {
    process.stop();
  }

  @Override
  public void close() {
    process.close();
  }
}
