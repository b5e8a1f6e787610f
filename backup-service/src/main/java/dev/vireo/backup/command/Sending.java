package dev.vireo.backup.command;

import dev.vireo.backup.listing.ListingEnd;
import dev.vireo.backup.listing.ListingWriter;
import dev.vireo.backup.restic.Aside;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.SnapshotWriter;
import dev.vireo.backup.tar.MalformedTar;
import dev.vireo.backup.tar.Passing;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.hypervisor.ssh.HostStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder or a guest of a host on its way to a destination: read from the one, listed as it
 * passes, written to the other. It is never whole on this machine.
 *
 * <p>restic takes the end of its input for the end of the file. So it is closed only after the host
 * has said that its program came to its end, and the archive has said so, too, by whoever asked;
 * else restic is stopped, and no snapshot comes of it.
 */
final class Sending implements AutoCloseable {

  private static final int PIECE = 1 << 16;
  private static final long LOOK_MILLIS = 250;
  private static final int MOST_WARNINGS = 20;

  private final Reading reading;
  private final HostStream from;
  private final SnapshotWriter to;
  private final ListingWriter listing;
  private final AtomicLong read = new AtomicLong();

  /** Whether the host has sent all that it will. */
  private volatile boolean allRead;

  /**
   * A source on its way.
   *
   * @param from what it prints
   */
  Sending(Reading reading, HostStream from, SnapshotWriter to, ListingWriter listing) {
    this.reading = reading;
    this.from = from;
    this.to = to;
    this.listing = listing;
  }

  /** Looks after it while it goes on. */
  interface Watch {

    /**
     * Is asked a few times a second.
     *
     * @throws Problem where it shall not go on
     */
    void look(long bytesRead, long files) throws Problem;
  }

  /**
   * What came of it.
   *
   * @param end what was listed
   * @param warnings what the host complained of
   */
  record Sent(ListingEnd end, List<String> warnings) {}

  /** Has all of it sent. It is stored once the writer is completed, and not before. */
  Sent send(Watch watch) throws Problem, InterruptedException {
    Aside<Void> pump = Aside.start("backup-pump", this::pump);
    boolean whole = false;
    try {
      while (!pump.await(LOOK_MILLIS)) {
        watch.look(read.get(), listing.files());
      }
      sent(pump);
      List<String> warnings = hostEnded();
      ListingEnd end = listing.end();
      whole = true;
      return new Sent(end, warnings);
    } catch (ResticException e) {
      throw Problem.of(e);
    } catch (IOException e) {
      throw new Problem(
          BackupFailureCause.ENGINE,
          "the listing could not be kept: " + e.getMessage(),
          "see that the service's folder has room");
    } finally {
      if (!whole) {
        to.abandon();
        from.close();
        pump.await(LOOK_MILLIS);
      }
    }
  }

  private void sent(Aside<Void> pump) throws Problem, ResticException, InterruptedException {
    try {
      pump.await();
    } catch (NotWritten e) {
      throw to.failure(e.seen);
    } catch (MalformedTar e) {
      // How the program ended says more, once it has; one that goes on says nothing of it.
      Problem malformed = malformed(String.valueOf(e.getMessage()));
      throw allRead ? ended().orElse(malformed) : malformed;
    } catch (IOException e) {
      throw Problem.lost(reading.host(), String.valueOf(e.getMessage()));
    }
  }

  private Void pump() throws IOException {
    Passing passing = reading.archive(new Kept(reading.file().passing(listing)));
    byte[] piece = new byte[PIECE];
    for (int n = from.read(piece, 0, PIECE); n >= 0; n = from.read(piece, 0, PIECE)) {
      passing.accept(piece, 0, n);
      read.addAndGet(n);
    }
    allRead = true;
    passing.finish();
    return null;
  }

  /** What is kept goes to restic, and is listed. */
  private final class Kept implements Passing {

    private final Passing listed;

    Kept(Passing listed) {
      this.listed = listed;
    }

    @Override
    public void accept(byte[] bytes, int from, int length) throws IOException {
      try {
        to.content().write(bytes, from, length);
      } catch (IOException e) {
        throw new NotWritten(e);
      }
      listed.accept(bytes, from, length);
    }

    @Override
    public void finish() throws IOException {
      listed.finish();
    }
  }

  private List<String> hostEnded() throws Problem {
    Optional<Problem> problem = ended();
    if (problem.isPresent()) {
      throw problem.get();
    }
    return reading.warnings(from.complaints()).stream().limit(MOST_WARNINGS).toList();
  }

  /** What is to be thought of how the host's program ended. */
  private Optional<Problem> ended() {
    OptionalInt exit = from.exit();
    return exit.isEmpty()
        ? Optional.of(Problem.lost(reading.host(), "it did not say how its program ended"))
        : reading.objection(exit.getAsInt(), from.complaints());
  }

  private Problem malformed(String seen) {
    return new Problem(
        BackupFailureCause.SOURCE_UNREADABLE,
        reading.what() + ": what the host sent as an archive is none: " + seen,
        "see which programs the host has");
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }

  /** restic took no more. */
  private static final class NotWritten extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient IOException seen;

    NotWritten(IOException seen) {
      super(seen);
      this.seen = seen;
    }
  }
}
