package dev.vireo.local.demo;

import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.estate.Estate;
import dev.vireo.local.estate.ProcessStatus;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The last story: the store that the services share gets a second master, is written to, and loses
 * it. How long any key had to wait, and that nothing is missing, is said by a client that knows
 * only what it wrote and what it was told.
 */
final class MemoryStory {

  private static final String SECOND = "ramcloud-2";
  private static final int SECONDS = 8;
  private static final int KILL_AFTER_SECONDS = 4;

  private final Cli vireo;
  private final Estate estate;
  private final PrintWriter out;

  MemoryStory(Cli vireo, Estate estate, PrintWriter out) {
    this.vireo = vireo;
    this.estate = estate;
    this.out = out;
  }

  /** Tells it, and says whether everything that was acknowledged is there. */
  boolean tell() {
    out.println();
    out.println("The fourth story: a master of the store in memory dies under load");
    out.println("-----------------------------------------------------------------");
    out.println("$ vireo up ramcloud --masters 2");
    int unused = estate.upRamcloud(new Estate.Masters(OptionalInt.of(2), OptionalInt.empty()));
    boolean good = vireo.speak(out, "ramcloud", "status") == 0;
    out.println();
    out.println(
        "# Keys of all slots are written and read for %d s; after %d s: kill -9 %s."
            .formatted(SECONDS, KILL_AFTER_SECONDS, SECOND));
    CompletableFuture<Boolean> killed =
        CompletableFuture.supplyAsync(
            this::killSecond,
            CompletableFuture.delayedExecutor(KILL_AFTER_SECONDS, TimeUnit.SECONDS));
    good &= vireo.speak(out, "ramcloud", "drill", "--seconds", Integer.toString(SECONDS)) == 0;
    good &= died(killed);
    out.println();
    out.println(
        good
            ? "The master is gone, and no acknowledged write with it: its slots are served by the other."
            : "That is not how the story goes: see the first step that went otherwise.");
    return good;
  }

  private boolean killSecond() {
    return estate.status().stream()
        .filter(process -> process.name().equals(SECOND))
        .map(ProcessStatus::pid)
        .filter(Objects::nonNull)
        .findFirst()
        .flatMap(ProcessHandle::of)
        .map(ProcessHandle::destroyForcibly)
        .orElse(false);
  }

  private static boolean died(CompletableFuture<Boolean> killed) {
    try {
      return killed.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalPlatformException("interrupted while a master was to be killed");
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalPlatformException("the second master could not be killed: " + e, e);
    }
  }
}
