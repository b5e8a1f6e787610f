package dev.vireo.backup.command;

import dev.vireo.backup.guest.EsxFolder;
import dev.vireo.backup.host.HostGuests;
import dev.vireo.backup.tar.MalformedTar;
import dev.vireo.backup.tar.TarEntry;
import dev.vireo.backup.tar.TarVisitor;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.ssh.HostSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes what comes out of an archive into a folder of a datastore: a file by a program that reads
 * it, a disk by one for each stretch between holes. BusyBox' shell could not tell where in one
 * stream a stretch ends; a program whose input ends can.
 */
final class DatastoreFill implements TarVisitor, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final HostGuests host;
  private final EsxFolder folder;
  private final AtomicLong moved;

  private String name = "";
  private boolean disk;
  private long at;
  private @Nullable HostSink sink;

  DatastoreFill(HostGuests host, EsxFolder folder, AtomicLong moved) {
    this.host = host;
    this.folder = folder;
    this.moved = moved;
  }

  /** It did not go on, and the archive is not to blame. */
  static final class Stopped extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem why;

    Stopped(Problem why) {
      super(why);
      this.why = why;
    }

    Problem why() {
      return why;
    }
  }

  /** What has to do with the host. */
  private interface OnHost<T> {
    T run() throws UnreachableException, ScriptBrokenException, InterruptedException;
  }

  private <T> T on(OnHost<T> work) throws Stopped {
    try {
      return work.run();
    } catch (UnreachableException e) {
      throw new Stopped(Problem.of(host.name(), e));
    } catch (ScriptBrokenException e) {
      throw new Stopped(Problem.of(host.name(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped(Problem.lost(host.name(), "it was interrupted"));
    }
  }

  private Stopped refused(String what) {
    return new Stopped(
        new Problem(
            BackupFailureCause.TARGET_REFUSED,
            host.name() + ": " + what,
            "see that there is room on the datastore, and that the account may write there"));
  }

  @Override
  public void begin(TarEntry entry, byte[] headers) throws IOException {
    name = entry.path();
    at = 0;
    if (entry.type() != TarEntry.Type.FILE || !folder.has(name)) {
      throw new MalformedTar(
          "the archive holds a "
              + entry.type().word()
              + " "
              + name
              + ", which is not the machine's");
    }
    disk = folder.isDisk(name);
    if (disk) {
      Step make = folder.makeDisk(name, entry.size());
      Optional<String> failed = on(() -> host.change(List.of(make)));
      if (failed.isPresent()) {
        throw refused(String.join(" ", make.argv()) + ": " + failed.get());
      }
    } else {
      sink = on(() -> host.feed(folder.write(name)));
    }
  }

  @Override
  public void data(byte[] bytes, int from, int length) throws IOException {
    HostSink into = sink;
    if (into == null) {
      if (at % folder.unit() != 0) {
        throw new MalformedTar(name + " has data from " + at + ", where no stretch begins");
      }
      long start = at;
      into = on(() -> host.feed(folder.writeStretch(name, start)));
      sink = into;
    }
    try {
      into.write(bytes, from, length);
    } catch (IOException e) {
      finished(into, e);
    }
    at += length;
  }

  @Override
  public void hole(long length) throws IOException {
    if (!disk) {
      TarVisitor.super.hole(length);
      return;
    }
    endOfStretch();
    at += length;
    moved.addAndGet(length);
  }

  @Override
  public void end(TarEntry entry) throws IOException {
    endOfStretch();
  }

  private void endOfStretch() throws IOException {
    HostSink ended = sink;
    if (ended != null) {
      finished(ended, null);
      ended.close();
      sink = null;
    }
  }

  private void finished(HostSink into, @Nullable IOException cut) throws IOException {
    OptionalInt exit = into.finish(PATIENCE);
    if (exit.isEmpty()) {
      throw new Stopped(
          Problem.lost(
              host.name(),
              cut == null
                  ? "it did not say how writing " + name + " ended"
                  : cut.getMessage() + ""));
    }
    if (cut != null || exit.getAsInt() != 0) {
      throw refused("writing %s ended with %d: %s".formatted(name, exit.getAsInt(), into.said()));
    }
  }

  @Override
  public void close() {
    HostSink left = sink;
    if (left != null) {
      left.close();
    }
  }
}
