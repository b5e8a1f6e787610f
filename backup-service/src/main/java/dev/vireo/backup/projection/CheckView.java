package dev.vireo.backup.projection;

import java.time.Instant;
import java.util.List;

/** A check of a destination, as the events tell it. */
public record CheckView(
    String destination,
    Instant at,
    boolean sound,
    int share,
    int of,
    List<String> damaged,
    List<String> hurt,
    List<String> findings,
    long tookMillis) {

  public CheckView {
    damaged = List.copyOf(damaged);
    hurt = List.copyOf(hurt);
    findings = List.copyOf(findings);
  }
}
