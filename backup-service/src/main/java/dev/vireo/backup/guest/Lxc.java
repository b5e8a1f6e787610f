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
 * Plain LXC, release 3 or later, by its {@code lxc-*} tools. A container is a folder with a {@code
 * config} and a {@code rootfs}; these two are read, while it runs, stands still or is stopped.
 *
 * @param product such as {@code LXC 5.0.2}
 * @param path folder of containers
 */
public record Lxc(String product, String path) implements GuestTool {

  private static final Pattern ROOT =
      Pattern.compile("(?m)^[ \\t]*lxc\\.rootfs\\.path[ \\t]*=[ \\t]*(?:dir:)?(.*?)[ \\t]*$");

  private static final int NOT_LET_GO = 91;
  private static final int NOT_HELD_FROM = 92;
  private static final int NOT_HELD_TO = 95;
  private static final List<String> NAMES = List.of("config", "rootfs");

  @Override
  public List<Step> list() {
    return List.of(Step.of("list", "lxc-ls", "-P", path, "-f", "-F", "NAME,STATE"));
  }

  @Override
  public List<Guest> guests(ScriptOutcome seen) throws HostRefused {
    StepResult list = seen.result("list");
    if (!list.ok()) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "lxc-ls ended with " + list.exit() + ": " + list.stderr().strip(),
          "see that the account which the host is registered with may list its containers");
    }
    List<Guest> guests = new ArrayList<>();
    for (String line : list.stdout().lines().toList()) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length >= 2 && !fields[0].equals("NAME")) {
        guests.add(
            new Guest(GuestKind.CONTAINER, fields[0], fields[0], !fields[1].equals("STOPPED")));
      }
    }
    return guests;
  }

  @Override
  public List<Step> look(Guest guest) {
    return List.of(
        Step.of("config", "cat", path + "/" + guest.id() + "/config"),
        Step.of("tar", "tar", "--version"));
  }

  @Override
  public Taking taking(Guest guest, Optional<GuestMode> wanted, String mark, ScriptOutcome seen)
      throws HostRefused {
    GuestMode mode = wanted.orElse(GuestMode.SUSPEND);
    if (mode == GuestMode.SNAPSHOT) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "plain LXC takes no snapshot of a container that runs",
          "define the job with --mode suspend, stop or live");
    }
    return new Reading(
        guest.id(),
        mode,
        TarProgram.of(seen.result("tar").stdout()),
        root(guest, seen),
        path,
        mark);
  }

  /** The folder that {@code rootfs} lies in. */
  private String root(Guest guest, ScriptOutcome seen) throws HostRefused {
    StepResult config = seen.result("config");
    Matcher root = ROOT.matcher(config.stdout());
    String usual = path + "/" + guest.id();
    if (!config.ok() || !root.find()) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          usual + "/config names no lxc.rootfs.path" + (config.ok() ? "" : ": " + config.stderr()),
          "see that it is a container of LXC 3 or later");
    }
    String folder = root.group(1);
    if (!folder.matches("/[A-Za-z0-9_./@+-]*/rootfs") || folder.contains("/..")) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "container "
              + guest.id()
              + " has its root at '"
              + folder
              + "'; only folders called rootfs are read, and no volumes or overlays",
          "back up what it holds from within, or by the tools of its storage",
          GuestTrouble.NOT_READ_SO);
    }
    return folder.substring(0, folder.length() - "/rootfs".length());
  }

  /** Its files as an archive, by tar, while it is held. */
  private record Reading(
      String name, GuestMode mode, TarProgram tar, String root, String path, String mark)
      implements Taking {

    @Override
    public Step program() {
      List<String> argv =
          new ArrayList<>(
              List.of(
                  "sh",
                  "-c",
                  LxcScripts.HOLD,
                  "vireo-hold",
                  path,
                  name,
                  mode.name().toLowerCase(Locale.ROOT),
                  mark));
      argv.addAll(tar.archive(path + "/" + name, List.of("config")).argv());
      argv.addAll(List.of("-C", root, "rootfs"));
      return new Step("take", argv);
    }

    @Override
    public GuestFormat format() {
      return GuestFormat.LXC;
    }

    @Override
    public Optional<HostRefused> objection(int exit, String said) {
      if (exit == NOT_LET_GO) {
        return Optional.of(
            new HostRefused(
                BackupFailureCause.SOURCE_UNREADABLE,
                "container " + name + " was held and could not be let go again: " + said,
                "start or unfreeze it by hand: lxc-start, lxc-unfreeze; then vireo backup sweep",
                GuestTrouble.NOT_LET_GO));
      }
      if (exit >= NOT_HELD_FROM && exit <= NOT_HELD_TO) {
        return Optional.of(
            new HostRefused(
                BackupFailureCause.SOURCE_UNREADABLE,
                "container " + name + " could not be held by " + mode + ": " + said,
                "see what lxc-info says of it; another mode may do",
                GuestTrouble.NOT_HELD));
      }
      return tar.wholeWith(exit)
          ? Optional.empty()
          : Optional.of(
              new HostRefused(
                  BackupFailureCause.SOURCE_UNREADABLE,
                  "tar ended with " + exit + ": " + said,
                  "see that the account which the host is registered with may read all of it"));
    }

    @Override
    public List<String> warnings(String said) {
      return said.lines().toList();
    }
  }

  @Override
  public List<Step> lookForLeftovers() {
    return List.of(Step.of("leftovers", "sh", "-c", LxcScripts.LEFTOVERS, "sh", path));
  }

  @Override
  public List<Leftover> leftovers(ScriptOutcome seen) {
    List<Leftover> found = new ArrayList<>();
    for (String line : seen.result("leftovers").stdout().lines().toList()) {
      String[] words = line.strip().split(" ", 2);
      if (words.length < 2 || words[1].contains("/")) {
        continue;
      }
      String name = words[1];
      switch (words[0]) {
        case "held" ->
            found.add(
                new Leftover(
                    name,
                    "it was held for a backup that did not come to its end",
                    Step.of("let-go", "sh", "-c", LxcScripts.LET_GO, "vireo-let-go", path, name)));
        case "restoring" ->
            found.add(
                new Leftover(
                    name,
                    "half of a restored container",
                    Step.of(
                        "remove",
                        "rm",
                        "-rf",
                        "--one-file-system",
                        "--",
                        path + "/" + LxcScripts.RESTORING + name)));
        case "rehearsal" ->
            found.add(
                new Leftover(
                    name,
                    "a container of a rehearsal",
                    destroy(GuestKind.CONTAINER, name).getFirst()));
        default -> {}
      }
    }
    return found;
  }

  @Override
  public List<Step> lookBefore(GuestKind kind, String as) {
    return List.of(
        Step.of("there", "test", "-e", path + "/" + as), Step.of("tar", "tar", "--version"));
  }

  @Override
  public Return returning(Returned returned, ScriptOutcome seen) throws HostRefused {
    if (returned.image().format() != GuestFormat.LXC) {
      throw new HostRefused(
          BackupFailureCause.TARGET_REFUSED,
          "plain LXC takes no guest that is kept as " + returned.image().format(),
          "restore it to a host of the product that it is of");
    }
    if (returned.storage().isPresent()) {
      throw new HostRefused(
          BackupFailureCause.TARGET_REFUSED,
          "plain LXC has no storages; containers are folders in " + path,
          "leave the storage out");
    }
    String as = returned.as();
    if (seen.result("there").ok()) {
      throw new HostRefused(
          BackupFailureCause.TARGET_REFUSED,
          "there is a container " + as + " already, which is not written over",
          "restore it under another name");
    }
    String making = path + "/" + LxcScripts.RESTORING + as;
    Step remove = Step.of("remove", "rm", "-rf", "--one-file-system", "--", making);
    return new Return(
        List.of(remove, Step.of("make", "mkdir", "-m", "700", "--", making)),
        new Return.Into.Folder(making, NAMES),
        List.of(
            Step.of(
                "configure",
                "sh",
                "-c",
                LxcScripts.CONFIGURE,
                "sh",
                making,
                path + "/" + as,
                as,
                returned.rehearsal() ? "none" : "keep"),
            Step.of("place", "mv", "-T", "-n", "--", making, path + "/" + as),
            Step.of("placed", "test", "!", "-e", making)),
        List.of(remove),
        List.of(
            "its hardware addresses are new, and it does not start with the host",
            "its addresses are as they were: start it where the first one does not run"));
  }

  @Override
  public String rehearsalId(GuestKind kind, String mark, ScriptOutcome seen) {
    return LxcScripts.REHEARSAL + mark;
  }

  @Override
  public Step trial(GuestKind kind, String id) {
    return Step.of("trial", "sh", "-c", LxcScripts.TRIAL, "sh", path, id);
  }

  @Override
  public List<Step> destroy(GuestKind kind, String id) {
    return List.of(Step.of("destroy", "sh", "-c", LxcScripts.DESTROY, "sh", path, id));
  }
}
