package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.host.TarProgram;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.GuestTrouble;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenVZ without vzdump, by {@code vzctl} and tar: the configuration and the private area of a
 * container, which lies in a folder. Areas in images (ploop) are refused.
 *
 * @param product such as {@code OpenVZ, vzctl 4.7}
 * @param config folder of configurations
 * @param area folder of private areas
 * @param root folder of mounted roots
 */
public record OpenVz(String product, String config, String area, String root) implements GuestTool {

  private static final VzGuests CONTAINERS = new VzGuests();
  private static final Pattern FOLDER = Pattern.compile("/[A-Za-z0-9_./-]*[A-Za-z0-9_-]");
  private static final String MARK = "container-";
  private static final String REHEARSAL = "rehearsal-container-";
  private static final String RESTORING = ".vireo-restoring-";
  private static final int FIRST_REHEARSAL = 990_000_000;
  private static final int NOT_LET_GO = 91;
  private static final int NOT_HELD = 95;

  /**
   * Holds a container, has a program read it, and lets it go, whatever becomes of the program.
   *
   * <p>Arguments: id, mode, program.
   */
  private static final String HOLD =
      """
      id=$1 m=$2; shift 2
      vzctl status "$id" | grep -qw running || m=live
      free() {
      case $m in
      stop) vzctl status "$id" | grep -qw running || vzctl start "$id" >&2 ;;
      suspend) vzctl chkpnt "$id" --resume >&2 ;;
      esac
      }
      trap '' PIPE
      case $m in
      stop) vzctl stop "$id" >&2 ;;
      suspend) vzctl chkpnt "$id" --suspend >&2 ;;
      esac || { free; exit 95; }
      t=
      trap '[ -z "$t" ] || kill "$t" 2>/dev/null' HUP INT TERM
      "$@" & t=$!
      wait "$t"; s=$?
      while kill -0 "$t" 2>/dev/null; do wait "$t"; s=$?; done
      free || exit 91
      exit $s
      """;

  /**
   * Puts what was unpacked in its place, under another id; it does not start with the host.
   *
   * <p>Arguments: folder it was unpacked in, id it had, id it gets, folders of configurations, of
   * private areas and of roots.
   */
  private static final String PLACE =
      """
      [ ! -e "$4/$3.conf" ] && [ ! -e "$5/$3" ] || exit 1
      mkdir -p "$6/$3" || exit 1
      grep -v -e '^ONBOOT=' -e '^VE_PRIVATE=' -e '^VE_ROOT=' "$1/$2.conf" > "$1/new.conf"
      echo 'ONBOOT="no"' >> "$1/new.conf" || exit 1
      mv -- "$1/$2" "$5/$3" && mv -- "$1/new.conf" "$4/$3.conf" && rm -rf -- "$1"
      """;

  /**
   * The tool of a host.
   *
   * @param vzctl what {@code vzctl --version} printed
   * @param vz what {@code /etc/vz/vz.conf} holds
   */
  static OpenVz of(String vzctl, String vz) {
    return new OpenVz(
        "OpenVZ, " + vzctl.strip(),
        "/etc/vz/conf",
        folder(vz, "VE_PRIVATE", "/var/lib/vz/private"),
        folder(vz, "VE_ROOT", "/var/lib/vz/root"));
  }

  /** The folder of a setting such as {@code VE_PRIVATE=/vz/private/$VEID}. */
  private static String folder(String vz, String key, String usual) {
    Matcher set =
        Pattern.compile("(?m)^" + key + "=\"?(/[^\\s\"]*)/\\$(?:VEID|\\{VEID\\})\"?\\s*$")
            .matcher(vz);
    return set.find() && FOLDER.matcher(set.group(1)).matches() && !set.group(1).contains("/..")
        ? set.group(1)
        : usual;
  }

  @Override
  public List<Step> list() {
    return List.of(CONTAINERS.list());
  }

  @Override
  public List<Guest> guests(ScriptOutcome seen) throws HostRefused {
    StepResult listed = seen.result(CONTAINERS.list().id());
    if (!listed.ok() && !listed.stderr().contains("not found")) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "vzlist ended with " + listed.exit() + ": " + listed.stderr().strip(),
          "see that the account which the host is registered with may list its containers");
    }
    return CONTAINERS.guests(listed);
  }

  @Override
  public List<Step> look(Guest guest) {
    return List.of(
        Step.of("tar", "tar", "--version"),
        Step.of("area", "test", "-d", area + "/" + guest.id()),
        Step.of("ploop", "test", "-e", area + "/" + guest.id() + "/root.hdd"),
        Step.of("config", "test", "-f", config + "/" + guest.id() + ".conf"));
  }

  @Override
  public Taking taking(Guest guest, Optional<GuestMode> wanted, String mark, ScriptOutcome seen)
      throws HostRefused {
    GuestMode mode = wanted.orElse(GuestMode.SUSPEND);
    if (mode == GuestMode.SNAPSHOT) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "OpenVZ takes no snapshot of a container that lies in a folder",
          "define the job with --mode suspend, stop or live");
    }
    if (seen.result("ploop").ok() || !seen.result("area").ok() || !seen.result("config").ok()) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "container "
              + guest.id()
              + " has no configuration in "
              + config
              + ", or its area in "
              + area
              + " is no folder; images (ploop) are not read",
          "back up what it holds from within",
          GuestTrouble.NOT_READ_SO);
    }
    return new Reading(guest, mode, TarProgram.of(seen.result("tar").stdout()), config, area, mark);
  }

  /** Its files as an archive, by tar, while it is held. */
  private record Reading(
      Guest guest, GuestMode mode, TarProgram tar, String config, String area, String mark)
      implements Taking {

    @Override
    public Step program() {
      String word = mode.name().toLowerCase(Locale.ROOT);
      List<String> argv = new ArrayList<>(List.of("sh", "-c", HOLD, "sh", guest.id(), word));
      argv.addAll(tar.archive(config, List.of(guest.id() + ".conf")).argv());
      argv.addAll(List.of("-C", area, guest.id()));
      return Held.run(
          MARK + guest.id(), mark, word + " " + (guest.running() ? "running" : "stopped"), argv);
    }

    @Override
    public GuestFormat format() {
      return GuestFormat.OPENVZ;
    }

    @Override
    public Optional<HostRefused> objection(int exit, String said) {
      if (exit == NOT_LET_GO || exit == NOT_HELD) {
        return Optional.of(
            new HostRefused(
                BackupFailureCause.SOURCE_UNREADABLE,
                "container %s could not be %s by %s: %s"
                    .formatted(guest.id(), exit == NOT_HELD ? "held" : "let go again", mode, said),
                exit == NOT_HELD ? "another mode may do" : "start or resume it by vzctl",
                exit == NOT_HELD ? GuestTrouble.NOT_HELD : GuestTrouble.NOT_LET_GO));
      }
      return tar.wholeWith(exit)
          ? Optional.empty()
          : Optional.of(
              new HostRefused(
                  BackupFailureCause.SOURCE_UNREADABLE,
                  "tar ended with " + exit + ": " + said,
                  "see that the account which the host is registered with may read all of it"));
    }

    /** What vzctl tells of holding it is no complaint. */
    @Override
    public List<String> warnings(String said) {
      return said.lines().filter(line -> line.startsWith("tar: ")).toList();
    }
  }

  @Override
  public List<Step> lookForLeftovers() {
    return List.of(
        Held.LIST,
        Step.of(
            "restoring",
            "sh",
            "-c",
            "for d in \"$1\"/.vireo-restoring-*; do [ -d \"$d\" ] && echo \"${d##*-}\"; done; :",
            "sh",
            area));
  }

  @Override
  public List<Leftover> leftovers(ScriptOutcome seen) {
    List<Leftover> found = new ArrayList<>();
    for (String name : seen.result("marks").stdout().lines().toList()) {
      if (name.matches(MARK + "[1-9][0-9]{0,9}")) {
        String id = name.substring(MARK.length());
        String script =
            Held.END + "m=${more%% *} was=${more##* }\n" + CONTAINERS.remedy() + "rm -f \"$f\"\n";
        found.add(
            new Leftover(
                id,
                "it was held for a backup that did not come to its end",
                Step.of("remedy", "sh", "-c", script, "vireo-let-go", name, id)));
      } else if (name.matches(REHEARSAL + "99[0-9]{7}")) {
        String id = name.substring(REHEARSAL.length());
        found.add(
            new Leftover(
                id,
                "a container of a rehearsal",
                Step.of(
                    "remedy",
                    "sh",
                    "-c",
                    "gone() {\n" + CONTAINERS.destroy() + "}\n(gone \"$1\") && rm -f \"$2\"",
                    "sh",
                    id,
                    Held.FOLDER + "/" + name)));
      }
    }
    for (String id : seen.result("restoring").stdout().lines().toList()) {
      if (id.matches("[1-9][0-9]{0,9}")) {
        found.add(new Leftover(id, "half of a restored container", remove(id)));
      }
    }
    return found;
  }

  private Step remove(String id) {
    return Step.of("remove", "rm", "-rf", "--", area + "/" + RESTORING + id);
  }

  @Override
  public List<Step> lookBefore(GuestKind kind, String as) {
    return List.of(
        Step.of("config", "test", "-e", config + "/" + as + ".conf"),
        Step.of("area", "test", "-e", area + "/" + as));
  }

  @Override
  public Return returning(Returned returned, ScriptOutcome seen) throws HostRefused {
    String as = returned.as();
    String was = returned.image().id();
    if (returned.image().format() != GuestFormat.OPENVZ || !was.matches("[1-9][0-9]{0,9}")) {
      throw refused(
          product + " takes no guest that is kept as " + returned.image().format(),
          "restore it to a host of the product that it is of");
    }
    if (!as.matches("[1-9][0-9]{2,8}")) {
      throw refused(
          "OpenVZ calls containers by numbers from 101, not '" + as + "'",
          "restore it as such a number");
    }
    if (returned.storage().isPresent()) {
      throw refused("OpenVZ has no storages; containers are in " + area, "leave the storage out");
    }
    if (seen.result("config").ok() || seen.result("area").ok()) {
      throw refused(
          "there is a container " + as + " already, which is not written over",
          "restore it under another number");
    }
    String making = area + "/" + RESTORING + as;
    List<Step> before = new ArrayList<>();
    List<Step> after = new ArrayList<>();
    before.add(remove(as));
    before.add(Step.of("make", "mkdir", "-m", "700", "--", making));
    after.add(Step.of("place", "sh", "-c", PLACE, "sh", making, was, as, config, area, root));
    List<Step> undo = new ArrayList<>(List.of(remove(as)));
    if (returned.rehearsal()) {
      before.add(Held.mark(REHEARSAL + as, returned.mark()));
      after.add(Step.of("network", "vzctl", "set", as, "--ipdel", "all", "--save"));
      undo.addAll(destroy(GuestKind.CONTAINER, as));
    }
    return new Return(
        before,
        new Return.Into.Folder(making, List.of(was + ".conf", was)),
        after,
        undo,
        CONTAINERS.notes());
  }

  private static HostRefused refused(String message, String advice) {
    return new HostRefused(BackupFailureCause.TARGET_REFUSED, message, advice);
  }

  @Override
  public String rehearsalId(GuestKind kind, String mark, ScriptOutcome seen) {
    return Integer.toString(FIRST_REHEARSAL + (int) (Long.parseLong(mark, 16) % 10_000_000));
  }

  @Override
  public Step trial(GuestKind kind, String id) {
    return Step.of("trial", "sh", "-c", CONTAINERS.trial(), "sh", id);
  }

  @Override
  public List<Step> destroy(GuestKind kind, String id) {
    return List.of(
        Step.of("destroy", "sh", "-c", CONTAINERS.destroy(), "sh", id),
        Held.unmark(REHEARSAL + id));
  }
}
