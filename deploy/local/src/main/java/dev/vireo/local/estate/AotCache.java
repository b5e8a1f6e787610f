package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the JVM learned when a program once started, kept in a file beside it: classes loaded,
 * checked and linked (JEP 483, JEP 514). A start with it takes about a third of the processor time.
 *
 * <p>Never needed: a JVM that finds it missing, or made of other programs or by another JDK, starts
 * without it. Only one whose heap has no room where the cache's objects go ends, whatever {@code
 * -XX:AOTMode} says: it has begun to use the cache by then. It is made by {@link Training}.
 *
 * @param file the cache
 * @param programs what it is made of
 */
record AotCache(Path file, List<Path> programs) {

  private static final List<String> QUICK_COMPILER_ONLY =
      Stream.of(
              "InvocationThreshold",
              "MinInvocationThreshold",
              "CompileThreshold",
              "BackEdgeThreshold")
          .map(threshold -> "-XX:Tier4" + threshold + "=2000000000")
          .toList();
  private static final String OPTION = "-XX:AOTCache=";

  /** What a JVM says on its standard output that ends because of its cache. */
  private static final String UNUSABLE = "Unable to use AOT cache";

  /** The JVM would warn of a cache that does not fit, and starts well without. */
  private static final List<String> QUIET = List.of("-Xlog:aot=off", "-Xlog:cds=off");

  AotCache {
    programs = List.copyOf(programs);
  }

  /** Whether it is missing, or older than a program. */
  boolean stale() {
    long made = file.toFile().lastModified();
    return programs.stream().anyMatch(program -> program.toFile().lastModified() > made);
  }

  /** Options of a JVM that starts with it; none where it would not fit. */
  List<String> use() {
    return stale() ? List.of() : concat(OPTION + file, QUIET);
  }

  /** A command line that starts the same program without any cache. */
  static List<String> without(List<String> command) {
    return command.stream().filter(word -> !word.startsWith(OPTION)).toList();
  }

  /** Whether this line of a JVM's output says that it ended because of its cache. */
  static boolean unusable(String line) {
    return line.contains(UNUSABLE);
  }

  /**
   * Options of a JVM that writes it anew when it is told to stop.
   *
   * <p>The thorough compiler does not work meanwhile, for what is worth its time is known after
   * hours, not after a start; recorded now, it would compile at once at each start. Its thresholds
   * are out of reach, and it is not left out (by {@code TieredStopAtLevel}): what was recorded of a
   * JVM without it would be kept from it for ever, which makes SHA-256 twelve times as slow.
   */
  List<String> make() {
    return concat("-XX:AOTCacheOutput=" + unfinished(), QUICK_COMPILER_ONLY);
  }

  /**
   * As {@link #make}, and what both compilers had found by then is kept, too: for a program whose
   * first seconds are a hard work of their own, which is done in the training.
   */
  List<String> makeThoroughly() {
    return List.of("-XX:AOTCacheOutput=" + unfinished());
  }

  /** Puts a cache in place that was written to its end; false where there is none. */
  boolean keep() {
    if (!Files.isRegularFile(unfinished())) {
      return false;
    }
    try {
      Files.move(
          unfinished(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw new LocalPlatformException(
          "The ahead-of-time cache %s cannot be put in place: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private Path unfinished() {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static List<String> concat(String first, List<String> others) {
    var all = new ArrayList<String>();
    all.add(first);
    all.addAll(others);
    return List.copyOf(all);
  }
}
