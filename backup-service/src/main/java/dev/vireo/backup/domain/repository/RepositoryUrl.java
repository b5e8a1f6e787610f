package dev.vireo.backup.domain.repository;

import dev.vireo.backup.domain.ClimbingPath;
import dev.vireo.backup.domain.MalformedValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is, in restic's own words: a folder, {@code sftp:}, {@code rest:} or {@code
 * s3:}. It holds no secret, so it may be told to anyone; credentials are given by reference.
 *
 * @param kind how it is reached
 * @param text as restic takes it
 */
public record RepositoryUrl(Kind kind, String text) {

  /** How a repository is reached. */
  public enum Kind {
    /** A folder of the machine on which the service runs. */
    LOCAL,
    /** A folder behind an SSH server, by OpenSSH's {@code ssh}. */
    SFTP,
    /** A server that speaks restic's own protocol. */
    REST,
    /** A bucket of a store that speaks S3. */
    S3
  }

  private static final int LONGEST = 1_000;
  private static final Pattern SCHEME = Pattern.compile("([a-z0-9]+):(.*)");
  private static final Pattern SFTP =
      Pattern.compile("(?://)?([A-Za-z0-9._-]+@)?[A-Za-z0-9._\\[\\]-]+(:[0-9]{1,5}/|:|/)/?\\S+");
  private static final Pattern HTTP =
      Pattern.compile("https?://[A-Za-z0-9._\\[\\]:-]+(/[A-Za-z0-9._~%/-]*)?");
  private static final Pattern BUCKET =
      Pattern.compile("(https?://)?[A-Za-z0-9._\\[\\]:-]+/[A-Za-z0-9._~-]+(/[A-Za-z0-9._~/-]*)?");

  /**
   * Reads a repository's place.
   *
   * @throws MalformedValue saying which forms there are; the text is not repeated, for it may hold
   *     a secret
   */
  public static RepositoryUrl parse(String field, String text) {
    if (text.isEmpty()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)
        || text.startsWith("-")) {
      throw wrong(field, "it is empty, too long, begins with '-' or holds control characters");
    }
    if (text.startsWith("/")) {
      return new RepositoryUrl(Kind.LOCAL, notClimbing(field, text));
    }
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      throw wrong(field, "a relative path means another folder to each process");
    }
    String rest = notClimbing(field, scheme.group(2));
    return switch (scheme.group(1)) {
      case "local" -> parse(field, rest);
      case "sftp" -> matching(field, Kind.SFTP, SFTP, rest, text);
      case "rest" -> matching(field, Kind.REST, HTTP, rest, text);
      case "s3" -> matching(field, Kind.S3, BUCKET, rest, text);
      default -> throw wrong(field, "restic's " + scheme.group(1) + ": destinations are not taken");
    };
  }

  private static RepositoryUrl matching(
      String field, Kind kind, Pattern grammar, String rest, String text) {
    String authority = rest.replaceFirst("^(https?:)?//", "").replaceFirst("/.*", "");
    int at = authority.indexOf('@');
    if (at >= 0 && (kind != Kind.SFTP || authority.substring(0, at).contains(":"))) {
      throw wrong(
          field,
          "it holds a name or password: give those by reference (userRef, secretRef), for a"
              + " destination's address is no secret");
    }
    if (!grammar.matcher(rest).matches()) {
      throw wrong(field, "the address of this " + kind + " destination is not complete");
    }
    return new RepositoryUrl(kind, text);
  }

  private static String notClimbing(String field, String path) {
    if (ClimbingPath.is(path)) {
      throw wrong(field, "its path holds '.' or '..', which leads elsewhere than it says");
    }
    return path;
  }

  private static MalformedValue wrong(String field, String why) {
    return new MalformedValue(
        field,
        why
            + "; the forms are /FOLDER, sftp:USER@HOST:/FOLDER, rest:https://HOST:PORT/NAME and"
            + " s3:https://HOST/BUCKET");
  }

  @Override
  public String toString() {
    return text;
  }
}
