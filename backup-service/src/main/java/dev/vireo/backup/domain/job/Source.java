package dev.vireo.backup.domain.job;

import dev.vireo.backup.domain.ClimbingPath;
import dev.vireo.backup.domain.MalformedValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a job backs up. */
public sealed interface Source {

  /** The text form, which {@link #parse} reads back. */
  String text();

  /** What lies on one host. */
  sealed interface OfOneHost extends Source {

    /** The host's name. */
    String host();
  }

  /**
   * A folder of a registered host, with all that is in it.
   *
   * @param host the host's name
   * @param path absolute, without {@code .} or {@code ..}; not the root
   */
  record Directory(String host, String path) implements OfOneHost {

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

  /**
   * One guest of a registered host.
   *
   * @param kind container or vm
   * @param host the host's name
   * @param id what the host calls it: a number, or the name of a container of plain LXC
   */
  record Guest(GuestKind kind, String host, String id) implements OfOneHost {

    /** What hosts call guests. It begins with no dash, and no shell reads anything into it. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    /** {@code HOST:ID}. No selector reads so: where one has a ':', it follows {@code tag}. */
    private static final Pattern HOST_AND_ID =
        Pattern.compile("(?!(?i:tag):)([A-Za-z0-9][A-Za-z0-9._-]{0,252}):(" + ID + ")");

    /** Checks the id. */
    public Guest {
      id = checkedId("guest", id);
    }

    /**
     * What a host may call a guest.
     *
     * @throws MalformedValue where it is none
     */
    public static String checkedId(String field, String id) {
      if (!ID.matcher(id).matches()) {
        throw new MalformedValue(
            field,
            "a guest is called by 1 to 63 letters, digits, '.', '_' and '-', such as 101 or web");
      }
      return id;
    }

    @Override
    public String text() {
      return kind.word() + ":" + host + ":" + id;
    }
  }

  /** What kind of guests a source selects. */
  enum GuestKind {
    GUEST,
    CONTAINER,
    VM;

    /** As it is written in a source. */
    public String word() {
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
   * Reads {@code dir:HOST:PATH}, {@code container:HOST:ID}, {@code vm:HOST:ID} or {@code
   * KIND:SELECTOR}, with KIND one of container, vm, guest.
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
        Matcher one = Guest.HOST_AND_ID.matcher(rest);
        if (guest != GuestKind.GUEST && one.matches()) {
          return new Guest(guest, one.group(1), one.group(2));
        }
        if (rest.isBlank()) {
          throw new MalformedValue(field, "a selector follows " + kind + ":, such as vmid=101");
        }
        return new Guests(guest, rest.strip());
      }
    }
    throw new MalformedValue(
        field,
        "a source is dir:HOST:PATH, container:HOST:ID, vm:HOST:ID, or KIND:SELECTOR with KIND one of"
            + " container, vm, guest");
  }
}
