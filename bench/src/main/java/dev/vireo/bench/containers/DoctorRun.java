package dev.vireo.bench.containers;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.Checkout;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.container.archive.ArchiveLook;
import dev.vireo.container.archive.CountedStream;
import dev.vireo.container.archive.Limits;
import dev.vireo.container.archive.Look;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A large archive is looked into, and listed by tar. */
final class DoctorRun {

  private static final double CLAIMED_RATIO = 0.8;
  private static final int ROUNDS = 3;

  private final int megabytes;

  DoctorRun(int megabytes) {
    this.megabytes = megabytes;
  }

  void run(Report report) {
    report.begin("doctor: a root file system of %,d MB, .tar.gz".formatted(megabytes));
    Path archive = Checkout.ofThisRun().home("doctor").resolve("debian-6.0-large_1-1_i386.tar.gz");
    try {
      Files.createDirectories(archive.getParent());
      LargeArchive.write(archive, megabytes * 1_000_000L);
      measure(report, archive);
    } catch (IOException e) {
      throw new NotMeasured("the archive " + archive + ": " + e.getMessage(), e);
    } finally {
      remove(archive);
    }
  }

  private static void remove(Path archive) {
    try {
      Files.deleteIfExists(archive);
    } catch (IOException e) {
      System.err.println("vireo bench: " + archive + " is left: " + e.getMessage());
    }
  }

  private static void measure(Report report, Path archive) throws IOException {
    long size = Files.size(archive);
    long read = enough(archive);
    report.line(
        "to know what it holds, %,d of its %,d bytes are read (%.4f %%)",
        read, size, 100.0 * read / size);
    // Turn about, so that both find the file in memory and the machine alike; the best of each.
    long whole = Long.MAX_VALUE;
    long tar = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      whole = Math.min(whole, whole(archive));
      tar = Math.min(tar, tar(archive));
    }
    report.line("whole %8.2f s: %.0f MB/s of archive", whole / 1e9, size * 1e3 / whole);
    report.line("tar tzf %6.2f s: %.0f MB/s of archive", tar / 1e9, size * 1e3 / tar);
    report.claim(Claim.atLeast("speed / that of tar tzf", (double) tar / whole, CLAIMED_RATIO));
  }

  private static long enough(Path archive) throws IOException {
    try (CountedStream in = new CountedStream(Files.newInputStream(archive))) {
      require(ArchiveLook.at(in, name(archive), Limits.DEFAULT, ArchiveLook.Depth.ENOUGH));
      return in.count();
    }
  }

  private static long whole(Path archive) throws IOException {
    long begin = System.nanoTime();
    try (InputStream in = Files.newInputStream(archive)) {
      require(ArchiveLook.at(in, name(archive), Limits.DEFAULT, ArchiveLook.Depth.WHOLE));
    }
    return System.nanoTime() - begin;
  }

  private static String name(Path archive) {
    return String.valueOf(archive.getFileName());
  }

  private static void require(Look look) {
    if (look.outcome() != Look.Outcome.ROOT_FS) {
      throw new NotMeasured("the archive was not understood: " + look);
    }
  }

  private static long tar(Path archive) throws IOException {
    long begin = System.nanoTime();
    Process tar =
        new ProcessBuilder("tar", "tzf", archive.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (tar.waitFor() != 0) {
        throw new NotMeasured("tar tzf ended with " + tar.exitValue());
      }
    } catch (InterruptedException e) {
      tar.destroy();
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
    return System.nanoTime() - begin;
  }
}
