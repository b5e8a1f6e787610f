package dev.vireo.backup.domain.repository;

import java.util.List;
import java.util.Locale;

/**
 * Why restic did not do what it was asked. Releases before 0.17 have one exit status for all of it,
 * so its words are read; newer ones are believed by their exit status first.
 */
public enum ResticFailure {
  WRONG_PASSWORD(
      "the password does not open the repository",
      "give the password that the repository was made with, or another destination"),
  NO_REPOSITORY(
      "there is no restic repository there", "check the address, or make one with InitDestination"),
  ALREADY_A_REPOSITORY(
      "there is a repository already", "take it over with ImportDestination, or choose another"),
  LOCKED(
      "another process holds the repository",
      "wait for its owner; a lock whose owner is gone is removed by the next run"),
  FULL("the destination is full", "make room or prune restore points; nothing stored is lost"),
  UNREACHABLE("the destination does not answer", "check that it is up and its network and name"),
  REFUSED("the destination does not let us in", "check the account, the keys, the folder's rights"),
  DAMAGED(
      "data in the repository is damaged",
      "run CheckDestination with all data, which names the restore points that it hurts"),
  NO_SNAPSHOT("the restore point is not in the repository", "run ImportDestination"),
  INTERRUPTED("restic was stopped", "start it again; what was stored is reused where it can be"),
  KILLED("restic was killed", "look into the machine's log for what killed it, such as no memory"),
  NO_CREDENTIAL("a secret is not to be had", "put it where its reference says"),
  OTHER("restic failed", "its own words say more");

  /** restic's words, in its order of precedence: the first that is found decides. */
  private record Words(ResticFailure failure, List<String> any) {}

  private static final List<Words> WORDS =
      List.of(
          new Words(
              WRONG_PASSWORD,
              List.of("wrong password or no key found", "an empty password is not a password")),
          new Words(
              ALREADY_A_REPOSITORY,
              List.of("config file already exists", "repository master key and config already")),
          new Words(
              LOCKED,
              List.of("repository is already locked", "unable to create lock in backend: repo")),
          new Words(
              FULL,
              List.of(
                  "no space left on device",
                  "disk quota exceeded",
                  "storagefull",
                  "507 insufficient storage",
                  "quotaexceeded",
                  "xminiostoragefull")),
          new Words(
              DAMAGED,
              List.of(
                  "ciphertext verification failed",
                  "pack id does not match",
                  "does not match id",
                  "invalid data returned",
                  "not found in index",
                  "not found in repository",
                  "repository contains errors",
                  "hash does not match",
                  "integrity error")),
          new Words(
              UNREACHABLE,
              List.of(
                  "connection refused",
                  "no such host",
                  "i/o timeout",
                  "no route to host",
                  "network is unreachable",
                  "connection timed out",
                  "could not resolve hostname",
                  "name or service not known",
                  "connection reset",
                  "broken pipe",
                  "connection closed",
                  "context deadline exceeded")),
          new Words(
              NO_SNAPSHOT, List.of("no matching id found", "no snapshot found", "invalid id")),
          new Words(
              REFUSED,
              List.of(
                  "permission denied",
                  "access denied",
                  "accessdenied",
                  "403 forbidden",
                  // What restic makes of S3's answer to a wrong key, and of none.
                  "stat: forbidden",
                  "401 unauthorized",
                  "signaturedoesnotmatch",
                  "invalidaccesskeyid",
                  "host key verification failed",
                  "x509:",
                  "read-only file system")),
          new Words(
              NO_REPOSITORY,
              List.of(
                  "is there a repository at the following location",
                  "unable to open config file",
                  "repository does not exist",
                  "unable to open repository",
                  "no such file or directory")));

  private final String words;
  private final String advice;

  ResticFailure(String words, String advice) {
    this.words = words;
    this.advice = advice;
  }

  /** What happened, in words. */
  public String words() {
    return words;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }

  /** Whether the same may well succeed a while later with nothing changed by anybody. */
  public boolean passing() {
    return switch (this) {
      case LOCKED, UNREACHABLE, INTERRUPTED, KILLED -> true;
      default -> false;
    };
  }

  /**
   * What a failed run means.
   *
   * @param exit its exit status, not 0
   * @param errors what it wrote to its error output
   */
  public static ResticFailure of(ResticVersion version, int exit, String errors) {
    if (version.tellsByExitCode()) {
      switch (exit) {
        case 10 -> {
          return NO_REPOSITORY;
        }
        case 11 -> {
          return LOCKED;
        }
        case 12 -> {
          return WRONG_PASSWORD;
        }
        default -> {}
      }
    }
    if (exit == 130) {
      return INTERRUPTED;
    }
    if (exit == 137 || exit == 143) {
      return KILLED;
    }
    String said = errors.toLowerCase(Locale.ROOT);
    for (Words each : WORDS) {
      if (each.any().stream().anyMatch(said::contains)) {
        return each.failure();
      }
    }
    return OTHER;
  }
}
