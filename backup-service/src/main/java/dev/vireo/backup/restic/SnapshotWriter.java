package dev.vireo.backup.restic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.backup.domain.repository.ResticFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A snapshot that is being written. A stream that merely ends looks to restic like one that is
 * whole: who did not write all of it calls {@link #abandon}, or just {@link #close}, which does the
 * same unless it was {@linkplain #complete completed}.
 */
public final class SnapshotWriter implements AutoCloseable {

  /**
   * A snapshot that was stored.
   *
   * @param id as restic says it: all of its digits, or, before release 0.17, the first eight
   * @param addedBytes what the repository grew by, in bytes
   */
  public record Written(String id, long addedBytes) {

    /** Whether this is it. */
    public boolean is(Snapshot snapshot) {
      return snapshot.id().startsWith(id);
    }
  }

  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final ResticProcess process;
  private final Repository repository;
  private final Aside<Optional<Written>> printed;

  SnapshotWriter(ResticProcess process, Repository repository) {
    this.process = process;
    this.repository = repository;
    this.printed = Aside.start("restic-out", this::readPrinted);
  }

  private Optional<Written> readPrinted() throws IOException {
    Optional<Written> written = Optional.empty();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.output(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Written> told = ResticJson.written(line);
        written = told.isPresent() ? told : written;
      }
    }
    return written;
  }

  /** What becomes of the snapshot. */
  public OutputStream content() {
    return process.input();
  }

  /** All is written: waits until restic has stored it. */
  public Written complete() throws ResticException, InterruptedException {
    try {
      process.input().close();
      succeeded();
      return printed
          .await()
          .orElseThrow(
              () ->
                  new ResticException(
                      ResticFailure.OTHER, "restic stored a snapshot and does not say which"));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void succeeded() throws ResticException, InterruptedException {
    int exit = process.await();
    if (exit != 0) {
      throw repository.failed(exit, process.errors());
    }
  }

  /** Why it could not be written to: what restic says, where it says anything. */
  public ResticException failure(IOException seen) throws InterruptedException {
    // Whoever does not read has ended, or is about to; it must not take this for the whole.
    printed.await(LAST_WORDS.toMillis());
    process.stop();
    try {
      int exit = process.await();
      return repository.failed(
          exit, process.errors().isBlank() ? String.valueOf(seen.getMessage()) : process.errors());
    } catch (ResticException e) {
      return e;
    }
  }

  /** No snapshot shall come of it. */
  public void abandon() {
    process.stop();
  }

  @Override
  public void close() {
    process.close();
  }
}
