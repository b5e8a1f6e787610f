package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.GuestImage;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import java.util.List;
import java.util.Optional;

/**
 * The tool of a host by which its guests are listed, read, made and destroyed. Whatever it is given
 * of names was held against their grammar.
 */
public interface GuestTool {

  /** Such as {@code Proxmox VE 8.2}. */
  String product();

  /** Steps that list all guests. */
  List<Step> list();

  /**
   * The guests.
   *
   * @param seen what {@link #list} printed
   * @throws HostRefused where it could not be listed
   */
  List<Guest> guests(ScriptOutcome seen) throws HostRefused;

  /** Whether a guest is the one that a restore called so. */
  default boolean isCalled(Guest guest, String as) {
    return guest.id().equals(as);
  }

  /** Steps that look at what matters to how a guest is read. */
  List<Step> look(Guest guest);

  /**
   * How a guest is read.
   *
   * @param wanted what shall become of it meanwhile; empty: what is usual for this tool
   * @param mark 8 digits that tell this reading from others
   * @param seen what {@link #look} printed
   * @throws HostRefused where it cannot be read so
   */
  Taking taking(Guest guest, Optional<GuestMode> wanted, String mark, ScriptOutcome seen)
      throws HostRefused;

  /** Steps that look for what was left by readings and restores of ours that were cut short. */
  List<Step> lookForLeftovers();

  /** What was left. */
  List<Leftover> leftovers(ScriptOutcome seen);

  /** Steps that look at what matters to how a guest comes back. */
  List<Step> lookBefore(GuestKind kind, String as);

  /**
   * How a guest comes back.
   *
   * @param returned what is known of it
   * @param seen what {@link #lookBefore} printed
   * @throws HostRefused where it cannot come back so
   */
  Return returning(Returned returned, ScriptOutcome seen) throws HostRefused;

  /**
   * What shall come back.
   *
   * @param image what it was
   * @param as what it shall be called
   * @param storage where its disks are put; empty: where the host usually puts them
   * @param bytes the size of its data
   * @param rehearsal whether it shall be started for a look only: it gets no network, and a name of
   *     our own
   * @param mark 8 digits that tell this restore from others
   */
  record Returned(
      GuestImage image,
      String as,
      Optional<String> storage,
      long bytes,
      boolean rehearsal,
      String mark) {}

  /**
   * What a guest is called that is restored for a rehearsal.
   *
   * @param mark 8 digits that tell it from others
   * @param seen what {@link #lookBefore} printed
   */
  String rehearsalId(GuestKind kind, String mark, ScriptOutcome seen) throws HostRefused;

  /** Starts a guest and finds out whether it goes on running. */
  Step trial(GuestKind kind, String id);

  /** Ends a guest, the hard way, and destroys it. */
  List<Step> destroy(GuestKind kind, String id);
}
