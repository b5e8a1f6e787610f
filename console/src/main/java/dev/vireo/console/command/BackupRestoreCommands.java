package dev.vireo.console.command;

import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreFiles;
import dev.vireo.bus.backup.RestoreGuest;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How files come back, and whether they would. */
final class BackupRestoreCommands {

  private BackupRestoreCommands() {}

  /** {@code HOST:PATH}, taken apart at the first colon. */
  record Place(String host, String path) {

    static Place parse(String option, String text) {
      int colon = text.indexOf(':');
      if (colon < 1 || !text.startsWith("/", colon + 1)) {
        throw Trouble.refused(
            "'" + text + "' is no place to restore to",
            "write " + option + " HOST:/PATH, with the host's registered name");
      }
      return new Place(text.substring(0, colon), text.substring(colon + 1));
    }
  }

  /** {@code vireo backup restore}. */
  @Command(
      name = "restore",
      description = {
        "Puts files of a restore point back: unpacked beside their place, read back, held against",
        "what was backed up, and only then moved there. Nothing that is there is written over;",
        "with --replace it is kept under another name.",
        "With --as a guest comes back whole, as a new one that is not started."
      })
  static final class Restore extends Task {

    @Parameters(paramLabel = "POINT", description = "The restore point.")
    private String point = "";

    @Option(
        names = "--to",
        paramLabel = "HOST:PATH",
        description = "The host, and the folder that stands for the one that was backed up.")
    private @Nullable String to;

    @Option(
        names = "--as",
        paramLabel = "ID",
        description =
            "Restore the guest whole, under this id: a number, or a name with plain LXC. None of"
                + " the host's guests has it.")
    private @Nullable String as;

    @Option(
        names = "--on",
        paramLabel = "HOST",
        description = "With --as: the host; the one that it was backed up from if not given.")
    private @Nullable String on;

    @Option(
        names = "--storage",
        paramLabel = "NAME",
        description =
            "With --as: the storage or datastore for its disks; the host's own choice if not"
                + " given.")
    private @Nullable String storage;

    @Option(
        names = "--include",
        paramLabel = "PATH",
        description = "Only this file or folder of it, as browse shows it; may be repeated.")
    private List<String> include = new ArrayList<>();

    @Option(
        names = "--replace",
        description = "Also where something is there already; that is kept under another name.")
    private boolean replace;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      if ((to == null) == (as == null)) {
        throw Trouble.refused(
            "Files or a guest?", "give --to HOST:PATH for files, or --as ID for a guest");
      }
      if (as != null) {
        if (!include.isEmpty() || replace) {
          throw Trouble.refused(
              "A guest is restored whole, and over nothing", "leave --include and --replace out");
        }
        return BackupCommand.give(console, wait, new RestoreGuest(point, on, as, storage));
      }
      if (on != null || storage != null) {
        throw Trouble.refused(
            "--on and --storage are for guests", "give --as ID, or leave them out");
      }
      Place place = Place.parse("--to", String.valueOf(to));
      return BackupCommand.give(
          console, wait, new RestoreFiles(point, place.host(), place.path(), include, replace));
    }
  }

  /** {@code vireo backup rehearse}. */
  @Command(
      name = "rehearse",
      description = {
        "Finds out whether a restore point is good: all of it is read from its destination and"
            + " held",
        "against what was backed up; with --on it is restored on a host, read back and removed"
            + " again. A guest is restored without a network, started, looked at and destroyed."
      })
  static final class Rehearse extends Task {

    @Parameters(paramLabel = "POINT", description = "The restore point.")
    private String point = "";

    @Option(
        names = "--on",
        paramLabel = "HOST[:FOLDER]",
        description =
            "Restore it in a folder of its own there, with enough room; a guest on the host.")
    private @Nullable String on;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      if (on == null || on.indexOf(':') < 0) {
        return BackupCommand.give(console, wait, new RehearseRestore(point, on, null));
      }
      Place place = Place.parse("--on", on);
      return BackupCommand.give(
          console, wait, new RehearseRestore(point, place.host(), place.path()));
    }
  }
}
