package dev.vireo.console.command;

import dev.vireo.bus.backup.RehearseRestore;
import dev.vireo.bus.backup.RestoreFiles;
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
  private record Place(String host, String path) {

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
        "with --replace it is kept under another name."
      })
  static final class Restore extends Task {

    @Parameters(paramLabel = "POINT", description = "The restore point.")
    private String point = "";

    @Option(
        names = "--to",
        required = true,
        paramLabel = "HOST:PATH",
        description = "The host, and the folder that stands for the one that was backed up.")
    private String to = "";

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
      Place place = Place.parse("--to", to);
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
            + " again."
      })
  static final class Rehearse extends Task {

    @Parameters(paramLabel = "POINT", description = "The restore point.")
    private String point = "";

    @Option(
        names = "--on",
        paramLabel = "HOST:FOLDER",
        description = "Restore it in a folder of its own there, with enough room.")
    private @Nullable String on;

    @Mixin private WaitOptions wait;

    @Override
    Exit run(Console console) {
      Place place = on == null ? null : Place.parse("--on", on);
      return BackupCommand.give(
          console,
          wait,
          new RehearseRestore(
              point, place == null ? null : place.host(), place == null ? null : place.path()));
    }
  }
}
