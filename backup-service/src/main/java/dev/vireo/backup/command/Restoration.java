package dev.vireo.backup.command;

import dev.vireo.backup.guest.EsxFolder;
import dev.vireo.backup.host.HostFolders;
import dev.vireo.backup.host.HostGuests;
import dev.vireo.backup.host.TarProgram;
import dev.vireo.backup.listing.Chosen;
import dev.vireo.backup.listing.Expected;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Aside;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.SnapshotReader;
import dev.vireo.backup.tar.MalformedTar;
import dev.vireo.backup.tar.Passing;
import dev.vireo.backup.tar.TarVisitor;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.kit.Handling;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.ssh.HostSink;
import dev.vireo.hypervisor.ssh.HostStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A restore point, or what is chosen of it, on its way out of its destination; and what came out of
 * it, held against what went in.
 */
final class Restoration {

  private static final int PIECE = 1 << 16;
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration UNPACKING = Duration.ofMinutes(30);
  private static final int MOST_SAID = 5;

  private final Handling<?> handling;
  private final Repository repository;
  private final PointView point;
  private final Chosen chosen;
  private final Expected expected;
  private final AtomicLong moved = new AtomicLong();
  private final DataFile file;

  Restoration(
      Handling<?> handling,
      Repository repository,
      PointView point,
      Chosen chosen,
      Expected expected) {
    this.handling = handling;
    this.repository = repository;
    this.point = point;
    this.chosen = chosen;
    this.expected = expected;
    this.file = DataFile.of(point.guest());
  }

  /** Reads all of it from the destination, and writes it nowhere. */
  void check() throws Problem, InterruptedException {
    Expected.Comparison comparison = expected.comparison();
    try (SnapshotReader reader = repository.read(point.dataSnapshot(), file.path())) {
      try {
        waited(
            Aside.start("backup-check", () -> parsed(reader.content(), comparison)),
            reader::abandon,
            "reading");
      } catch (IOException e) {
        throw notWhole(reader, e);
      }
      reader.complete();
    } catch (ResticException e) {
      throw Problem.of(e);
    }
    same(comparison, point.destination());
  }

  /**
   * Unpacks it into a folder of a host that is there and empty, and holds what the host then reads
   * there against what was backed up.
   *
   * @param names what of the folder is read back
   * @return what differs and is no content
   */
  List<String> unpack(HostFolders host, TarProgram tar, String folder, List<String> names)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    try (SnapshotReader reader = repository.read(point.dataSnapshot(), file.path());
        HostSink sink = host.write(tar, folder)) {
      Aside<Void> pump = Aside.start("backup-restore", () -> handedOn(reader.content(), sink));
      IOException cut = null;
      try {
        waited(pump, reader::abandon, "restoring");
      } catch (IOException e) {
        cut = e;
      }
      if (cut instanceof MalformedTar) {
        throw notWhole(reader, cut);
      }
      if (cut == null) {
        reader.complete();
      }
      ended(host.name(), sink, "tar in " + folder, cut);
    } catch (ResticException e) {
      throw Problem.of(e);
    } catch (IOException e) {
      throw Problem.lost(host.name(), String.valueOf(e.getMessage()));
    }
    handling.checkpoint("unpacked");
    return readBack(host, host.read(tar, folder, names), UnaryOperator.identity());
  }

  /**
   * Has a program of a host make a guest of it, and holds what the program is given against what
   * was backed up.
   */
  void feed(HostGuests host, Step program)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    Expected.Comparison comparison = expected.comparison();
    try (SnapshotReader reader = repository.read(point.dataSnapshot(), file.path());
        HostSink sink = host.feed(program)) {
      Aside<Void> pump =
          Aside.start("backup-restore", () -> fed(reader.content(), sink, comparison));
      IOException cut = null;
      try {
        waited(pump, reader::abandon, "restoring");
      } catch (IOException e) {
        cut = e;
      }
      if (cut instanceof MalformedTar) {
        throw notWhole(reader, cut);
      }
      if (cut == null) {
        reader.complete();
      }
      ended(host.name(), sink, program.argv().getFirst(), cut);
    } catch (ResticException e) {
      throw Problem.of(e);
    } catch (IOException e) {
      throw Problem.lost(host.name(), String.valueOf(e.getMessage()));
    }
    handling.checkpoint("unpacked");
    same(comparison, point.destination());
  }

  /**
   * Fills a folder of a datastore of ESX, disks by their stretches of data alone, and holds what
   * the host then reads there against what was backed up.
   *
   * @return what differs and is no content
   */
  List<String> place(HostGuests host, EsxFolder folder)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    try (SnapshotReader reader = repository.read(point.dataSnapshot(), file.path());
        DatastoreFill fill = new DatastoreFill(host, folder, moved)) {
      try {
        waited(
            Aside.start("backup-restore", () -> parsed(reader.content(), fill)),
            reader::abandon,
            "restoring");
      } catch (DatastoreFill.Stopped e) {
        throw e.why();
      } catch (IOException e) {
        throw notWhole(reader, e);
      }
      reader.complete();
    } catch (ResticException e) {
      throw Problem.of(e);
    }
    handling.checkpoint("unpacked");
    return readBack(host.folders(), host.readBack(folder), folder::archive);
  }

  private Void fed(InputStream from, HostSink sink, Expected.Comparison comparison)
      throws IOException {
    Passing passing = file.passing(comparison);
    byte[] piece = new byte[PIECE];
    for (int n = from.read(piece, 0, PIECE); n >= 0; n = from.read(piece, 0, PIECE)) {
      passing.accept(piece, 0, n);
      sink.write(piece, 0, n);
      moved.addAndGet(n);
    }
    passing.finish();
    sink.flush();
    return null;
  }

  /**
   * All was written to a program, or it took no more: how it ended.
   *
   * @param what the program, for an operator
   */
  private static void ended(String host, HostSink sink, String what, @Nullable IOException cut)
      throws Problem, IOException {
    OptionalInt exit = sink.finish(UNPACKING);
    if (exit.isEmpty()) {
      throw Problem.lost(
          host, cut == null ? "it did not say how " + what + " ended" : cut.getMessage() + "");
    }
    if (cut != null || exit.getAsInt() != 0) {
      throw new Problem(
          BackupFailureCause.TARGET_REFUSED,
          "%s: %s ended with %d: %s".formatted(host, what, exit.getAsInt(), sink.said()),
          "see that there is room, and that the account may write there");
    }
  }

  /**
   * Has a host read what was restored.
   *
   * @param printed by the host
   * @param archive makes an archive of it
   */
  private List<String> readBack(
      HostFolders host, HostStream printed, UnaryOperator<Passing> archive)
      throws Problem, InterruptedException {
    Expected.Comparison comparison = expected.comparison();
    moved.set(0);
    try (HostStream stream = printed) {
      waited(
          Aside.start(
              "backup-verify", () -> passed(stream, archive.apply(file.passing(comparison)))),
          stream::close,
          "reading back");
      OptionalInt exit = stream.exit();
      if (exit.isEmpty() || exit.getAsInt() != 0) {
        throw Problem.lost(
            host.name(), "what was restored could not be read back: " + stream.complaints());
      }
    } catch (IOException e) {
      throw Problem.lost(host.name(), String.valueOf(e.getMessage()));
    }
    same(comparison, host.name());
    return comparison.notes();
  }

  private void same(Expected.Comparison comparison, String where) throws Problem {
    List<String> differences = comparison.differences();
    if (!differences.isEmpty()) {
      throw new Problem(
          BackupFailureCause.NOT_VERIFIED,
          "restore point %s, as read from %s, is not what was backed up: %d differences: %s"
              .formatted(
                  point.point(),
                  where,
                  differences.size(),
                  differences.stream().limit(MOST_SAID).collect(Collectors.joining("; "))),
          "check the destination with all of its data; restore an earlier point");
    }
  }

  /** Damage in the destination ends the archive early; restic says which it was. */
  private Problem notWhole(SnapshotReader reader, IOException e)
      throws ResticException, InterruptedException {
    Optional<ResticException> failure = reader.failure();
    return failure.isPresent()
        ? Problem.of(failure.get())
        : new Problem(
            BackupFailureCause.NOT_VERIFIED,
            "restore point " + point.point() + ": " + e.getMessage(),
            "check the destination with all of its data; restore an earlier point");
  }

  private Void parsed(InputStream from, TarVisitor visitor) throws IOException {
    return passed(from, file.passing(visitor));
  }

  private Void passed(InputStream from, Passing reader) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int n = from.read(piece, 0, PIECE); n >= 0; n = from.read(piece, 0, PIECE)) {
      reader.accept(piece, 0, n);
      moved.addAndGet(n);
    }
    reader.finish();
    return null;
  }

  private Void handedOn(InputStream from, HostSink sink) throws IOException {
    if (chosen.all()) {
      byte[] piece = new byte[PIECE];
      for (int n = from.read(piece, 0, PIECE); n >= 0; n = from.read(piece, 0, PIECE)) {
        sink.write(piece, 0, n);
        moved.addAndGet(n);
      }
    } else {
      Excerpt excerpt = new Excerpt(chosen, sink);
      parsed(from, excerpt);
      excerpt.close();
    }
    sink.flush();
    return null;
  }

  /** Waits for work aside, saying how far it is; an interrupt ends that work first. */
  private void waited(Aside<Void> work, Runnable stop, String doing)
      throws IOException, InterruptedException {
    try {
      int all = (int) Math.min(Integer.MAX_VALUE, point.bytes() >> 20);
      while (!work.await(LOOK_MILLIS)) {
        int done = (int) Math.min(all, moved.get() >> 20);
        handling.progress(done, Math.max(all, 1), 0, doing + " (MiB)");
      }
      work.await();
    } catch (InterruptedException e) {
      stop.run();
      throw e;
    }
  }
}
