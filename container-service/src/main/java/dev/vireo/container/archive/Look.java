package dev.vireo.container.archive;

import dev.vireo.container.domain.distro.Distro;
import java.util.List;

/**
 * What a look into an archive or a folder found.
 *
 * @param outcome how far it got
 * @param reason why no farther, in words; empty where nothing is wrong
 * @param distro what it holds, as far as was seen
 * @param findings what is odd about the archive, each in words
 */
public record Look(Outcome outcome, String reason, Distro distro, List<String> findings) {

  /** How a look ended. */
  public enum Outcome {
    /** A root file system. */
    ROOT_FS("root file system"),
    /** An archive in order, of something else. */
    NOT_A_ROOT_FS("not a root file system"),
    /** It ends in the middle. */
    CUT("cut"),
    /** It begins like an archive and goes on like none. */
    CORRUPT("corrupt"),
    /** It never was an archive. */
    NOT_AN_ARCHIVE("not an archive"),
    /** More of it than any template has; no more was read. */
    OVER_LIMIT("over the limit");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** As a report calls it. */
    public String words() {
      return words;
    }
  }

  public Look {
    findings = List.copyOf(findings);
  }
}
