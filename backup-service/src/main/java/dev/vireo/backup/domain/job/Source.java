package dev.vireo.backup.domain.job;

import dev.vireo.backup.domain.ClimbingPath;
import dev.vireo.backup.domain.MalformedValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a job backs up. */
public sealed interface Source {

  /** The text form, which {@link #parse} reads back. */
  String text();

  /**
   * A folder of a registered host, with all that is in it.
   *
   * @param host the host's name
   * @param path absolute, without {@code .} or {@code ..}; not the root
   */
  record Directory(String host, String path) implements Source {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    @Override
    public String text() {
      return "dir:" + host + ":" + path;
    }

    /**
     * Reads {@code HOST:PATH}.
     *
     * @throws MalformedValue saying what is wrong with it
     */
    public static Directory parse(String field, String text) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw new MalformedValue(field, "HOST:PATH is expected, such as web-01:/srv/www");
      }
      String host = text.substring(0, colon);
      if (!HOST.matcher(host).matches()) {
        throw new MalformedValue(
            field, "before the ':' stands the name of a registered host, such as web-01");
      }
      return new Directory(host, path(field, text.substring(colon + 1)));
    }

    private static String path(String field, String text) {
      if (!text.startsWith("/")) {
        throw new MalformedValue(field, "the path is absolute, such as /srv/www");
      }
      if (text.length() > 1_000 || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw new MalformedValue(
            field, "the path has at most 1,000 characters and no control characters");
      }
      String path = text.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
      if (ClimbingPath.is(path)) {
        throw new MalformedValue(
            field, "the path holds '.' or '..', which leads elsewhere than it says");
      }
      if (path.equals("/")) {
        throw new MalformedValue(
            field,
            "the root holds /proc, /sys and all that is mounted; name the folder that is meant");
      }
      return path;
    }
  }

  /** What kind of guests a source selects. */
  enum GuestKind {
    GUEST,
    CONTAINER,
    VM;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Guests of registered hosts.
   *
   * @param kind which kind
   * @param selector which hosts, and with {@code guest~}, {@code vmid=} and {@code kind=} which of
   *     their guests
   */
  record Guests(GuestKind kind, String selector) implements Source {
    @Override
    public String text() {
      return kind.word() + ":" + selector;
    }
  }

  /**
   * Reads {@code dir:HOST:PATH} or {@code KIND:SELECTOR}, with KIND one of container, vm, guest.
   *
   * @throws MalformedValue saying which forms there are
   */
  static Source parse(String field, String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    if (kind.equals("dir")) {
      return Directory.parse(field, rest);
    }
    for (GuestKind guest : GuestKind.values()) {
      if (guest.word().equals(kind)) {
        if (rest.isBlank()) {
          throw new MalformedValue(field, "a selector follows " + kind + ":, such as vmid=101");
        }
        return new Guests(guest, rest.strip());
      }
    }
    throw new MalformedValue(
        field, "a source is dir:HOST:PATH, or KIND:SELECTOR with KIND one of container, vm, guest");
  }
}
