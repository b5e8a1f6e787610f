package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts files of a restore point back on a host. They are written beside their place first, read
 * back, held against what was backed up, and only then moved where they belong.
 *
 * @param point the restore point
 * @param host the host, by its registered name
 * @param path the folder that they are put into, as it was backed up; made where it is missing
 * @param include the files and folders that are meant, relative to the folder that was backed up;
 *     empty: all. A folder stands for all that is in it
 * @param replace also where something of that name is there already; what is there is kept under
 *     another name
 */
public record RestoreFiles(
    String point, String host, String path, List<String> include, boolean replace)
    implements Command {

  public RestoreFiles {
    include = Absent.orEmpty(include);
  }

  @Override
  public String about() {
    return point;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
