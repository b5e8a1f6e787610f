package dev.vireo.hypervisor.credential;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Asks a vault once for many hosts that share a secret. A secret that was read is given again for a
 * bounded time; whatever else was answered is given to those who were waiting for the same answer,
 * and then forgotten, so that a mended vault is seen at once.
 *
 * <p>Secrets whose time has passed are let go of at the next read of any path.
 */
public final class RecentAnswers implements VaultReader {
  private final VaultReader vault;
  private final Duration keep;
  private final InstantSource clock;
  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  /**
   * Around a vault.
   *
   * @param keep how long a secret may be given again, counted from when it was asked for; zero:
   *     only to those who ask while it is being read
   */
  public RecentAnswers(VaultReader vault, Duration keep, InstantSource clock) {
    this.vault = vault;
    this.keep = keep;
    this.clock = clock;
  }

  /** An answer, or the wait for it; old ones are held by nobody. */
  private record Entry(long untilMillis, CompletableFuture<VaultAnswer> answer) {}

  @Override
  public VaultAnswer read(String path) {
    long now = clock.millis();
    entries.values().removeIf(e -> e.answer.isDone() && e.untilMillis <= now);
    Entry mine = new Entry(now + keep.toMillis(), new CompletableFuture<>());
    Entry theirs = entries.putIfAbsent(path, mine);
    if (theirs != null) {
      return theirs.answer.join();
    }
    VaultAnswer answer = new VaultAnswer.Unexpected("asking it failed");
    try {
      answer = vault.read(path);
    } finally {
      if (!(answer instanceof VaultAnswer.Fields) || keep.isZero()) {
        entries.remove(path, mine);
      }
      mine.answer.complete(answer);
    }
    return answer;
  }
}
