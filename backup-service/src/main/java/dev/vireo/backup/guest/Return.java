package dev.vireo.backup.guest;

import dev.vireo.hypervisor.script.Step;
import java.util.List;

/**
 * How a guest comes back as a new one.
 *
 * @param before makes the place for it; each must succeed
 * @param into what takes the data
 * @param after makes a guest of it; each must succeed
 * @param undo takes away whatever there is of it, however far it came
 * @param notes what will differ from what was backed up
 */
public record Return(
    List<Step> before, Into into, List<Step> after, List<Step> undo, List<String> notes) {

  /** What takes the data. */
  public sealed interface Into {

    /**
     * A folder that an archive is unpacked into, and that can be read back.
     *
     * @param path the folder, there and empty
     * @param names what the archive holds in it
     */
    record Folder(String path, List<String> names) implements Into {}

    /** A program of the host that reads the data and makes the guest of it. */
    record Program(Step step) implements Into {}

    /** A folder of a datastore of ESX, there and empty, that is filled file by file. */
    record Datastore(EsxFolder folder) implements Into {}
  }
}
