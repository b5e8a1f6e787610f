package dev.vireo.backup.domain.preflight;

/**
 * One question and its answer, in words, without secrets.
 *
 * @param sent what was asked
 * @param received what came back, or that nothing did
 * @param millis how long it took
 */
public record Exchange(String sent, String received, long millis) {

  /** Both halves as one line. */
  public String line() {
    return sent + " -> " + received;
  }
}
