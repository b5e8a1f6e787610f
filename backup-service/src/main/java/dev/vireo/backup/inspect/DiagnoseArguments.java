package dev.vireo.backup.inspect;

import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TargetKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vireo backup diagnose} was asked.
 *
 * @param password empty where there is no user
 * @param pin the fingerprint of the expected certificate
 * @param report where the evidence is written
 * @param remarks what is not wrong enough to be refused
 */
record DiagnoseArguments(
    Target target,
    Optional<String> user,
    String password,
    Optional<String> pin,
    Optional<Path> authorities,
    Optional<Path> report,
    Duration hold,
    boolean json,
    List<String> remarks) {

  private static final Set<String> VALUED =
      Set.of(
          "--kind",
          "--user",
          "--password-file",
          "--certificate-sha256",
          "--ca-file",
          "--report",
          "--hold");

  /** Names no secret. */
  @Override
  public String toString() {
    return "DiagnoseArguments of " + target;
  }

  /** What is wrong with the arguments, in words for whoever gave them. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  static DiagnoseArguments parse(List<String> args) throws Malformed, IOException {
    Map<String, String> values = new HashMap<>();
    List<String> rest = new ArrayList<>();
    boolean json = false;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      int equals = arg.indexOf('=');
      String option = arg.startsWith("--") && equals > 0 ? arg.substring(0, equals) : arg;
      if (arg.equals("--json")) {
        json = true;
      } else if (option.equals("--from") || option.equals("--attempts")) {
        throw new Malformed(
            "--attempts is for several places, which --from names; those are looked from over the"
                + " bus. One login at most is made from this machine");
      } else if (VALUED.contains(option)) {
        if (equals > 0) {
          values.put(option, arg.substring(equals + 1));
        } else if (i + 1 < args.size()) {
          i++;
          values.put(option, args.get(i));
        } else {
          throw new Malformed("option " + option + " needs a value");
        }
      } else if (arg.startsWith("-")) {
        throw new Malformed("option '" + arg + "' is not known; see --help");
      } else {
        rest.add(arg);
      }
    }
    if (rest.size() != 1) {
      throw new Malformed("give one target, such as vc.example.net or 192.0.2.7:8443");
    }
    return of(rest.getFirst(), values, json);
  }

  private static DiagnoseArguments of(String target, Map<String, String> values, boolean json)
      throws Malformed, IOException {
    Optional<String> user = Optional.ofNullable(values.get("--user"));
    Optional<String> file = Optional.ofNullable(values.get("--password-file"));
    if (user.isPresent() != file.isPresent()) {
      throw new Malformed("--user and --password-file go together");
    }
    if (user.filter(u -> u.isBlank() || u.chars().anyMatch(Character::isISOControl)).isPresent()) {
      throw new Malformed("--user is the name of an account, on one line");
    }
    Optional<String> pin = Optional.ofNullable(values.get("--certificate-sha256"));
    if (pin.filter(p -> !p.replace(":", "").matches("[0-9A-Fa-f]{64}")).isPresent()) {
      throw new Malformed("--certificate-sha256 is 64 hexadecimal digits, with or without ':'");
    }
    try {
      return new DiagnoseArguments(
          Target.parse(target, kind(values.getOrDefault("--kind", ""), target)),
          user,
          file.isPresent() ? password(Path.of(file.get())) : "",
          pin,
          Optional.ofNullable(values.get("--ca-file")).map(Path::of),
          report(values.get("--report")),
          hold(values.getOrDefault("--hold", "1")),
          json,
          file.isPresent() ? remarks(Path.of(file.get())) : List.of());
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static TargetKind kind(String word, String target) throws Malformed {
    if (word.isEmpty()) {
      return target.endsWith(":" + TargetKind.PVE.port()) ? TargetKind.PVE : TargetKind.HTTPS;
    }
    return TargetKind.of(word)
        .orElseThrow(
            () ->
                new Malformed(
                    "--kind is appliance, vcenter, esx, pve or https, not '" + word + "'"));
  }

  private static Duration hold(String seconds) throws Malformed {
    if (!seconds.matches("[0-9]{1,2}") || Integer.parseInt(seconds) > 60) {
      throw new Malformed("--hold is 0 to 60 seconds");
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }

  /** Before the look, for that may spend a login. */
  private static Optional<Path> report(@Nullable String file) throws Malformed {
    Optional<Path> path = Optional.ofNullable(file).map(Path::of);
    if (path.filter(Files::isDirectory).isPresent()) {
      throw new Malformed("--report is a file to write, and " + file + " is a folder");
    }
    if (path.map(p -> p.toAbsolutePath().getParent())
        .filter(p -> !Files.isDirectory(p))
        .isPresent()) {
      throw new Malformed("--report: there is no folder to write " + file + " into");
    }
    return path;
  }

  private static List<String> remarks(Path passwords) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(passwords);
    return mode.contains(PosixFilePermission.GROUP_READ)
            || mode.contains(PosixFilePermission.OTHERS_READ)
        ? List.of(
            "'"
                + passwords
                + "' can be read by others than its owner: chmod 600 '"
                + passwords
                + "'")
        : List.of();
  }

  private static String password(Path file) throws IOException, Malformed {
    if (Files.isDirectory(file)) {
      throw new Malformed(file + " is a folder, not a file with a password");
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    // Editors of Windows mark UTF-8 so; sent along, it would spend a login.
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    String first = plain.split("\\R", 2)[0];
    if (first.isEmpty()) {
      throw new Malformed(file + " holds no password on its first line");
    }
    return first;
  }
}
