package dev.vireo.local.estate;

import dev.vireo.local.FileTree;
import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes the {@linkplain AotCache ahead-of-time caches} of what is built: starts all of it once, in
 * a home that is thrown away, and stops it again.
 *
 * <p>Only a start against a real broker and a real database loads what a start needs, so that is
 * what is recorded; of a master of RAMCloud one with a log to replay.
 */
public final class Training {

  private final Components components;
  private final Home home;
  private final Estate estate;
  private final Estate before;

  /**
   * A training of what is built in a checkout.
   *
   * @param home made for it, anew where it is there; removed where the training went well
   */
  public Training(Path checkout, Home home, PrintWriter progress) {
    this.components = new Components(checkout.toAbsolutePath(), home, Components.Caches.MADE);
    this.home = home;
    this.estate = new Estate(components, progress);
    this.before =
        new Estate(
            new Components(checkout.toAbsolutePath(), home, Components.Caches.USED), progress);
  }

  /**
   * Makes the caches that are missing or stale.
   *
   * @return how many were made
   * @throws LocalPlatformException where something does not start, or a cache cannot be kept
   */
  public int run() {
    var stale = components.caches().stream().filter(AotCache::stale).toList();
    if (stale.isEmpty()) {
      return 0;
    }
    var atExit = new Thread(estate::abandon, "training-stop");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      // An earlier one may have been killed.
      estate.down();
      removeHome();
      if (components.masterIsStale()) {
        fill();
      }
      estate.up(OptionalInt.empty(), Map.of());
    } finally {
      estate.down();
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
    var missed = new ArrayList<Path>();
    for (AotCache cache : stale) {
      if (!cache.keep()) {
        missed.add(cache.file());
      }
    }
    if (!missed.isEmpty()) {
      throw new LocalPlatformException(
          "The JVM wrote no ahead-of-time cache %s; the logs in %s say why."
              .formatted(missed, home.logs()));
    }
    removeHome();
    return stale.size();
  }

  /** Leaves objects in the log, which the master that is recorded has to replay. */
  private void fill() {
    before.upRamcloud(Estate.Masters.AS_BEFORE);
    try {
      int port =
          new RunFolder(home.run())
              .find(Components.RAMCLOUD)
              .map(master -> master.ports().get(Components.RESP))
              .orElseThrow();
      TrainingObjects.write(port, TrainingObjects.COUNT);
    } finally {
      before.down();
    }
  }

  private void removeHome() {
    try {
      FileTree.delete(home.root());
    } catch (IOException e) {
      throw new LocalPlatformException(
          "The training's home %s cannot be removed: %s".formatted(home.root(), e.getMessage()), e);
    }
  }
}
