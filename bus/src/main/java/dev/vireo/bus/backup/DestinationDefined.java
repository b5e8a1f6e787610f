package dev.vireo.bus.backup;

import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * It was said where backups may be kept. Nothing was asked of the destination yet.
 *
 * @param destination its name
 * @param url where its repository is
 * @param password reference to the repository's password
 * @param user reference to the name that the server knows us by
 * @param secret reference to what proves it
 * @param trust what makes an SFTP server's key trusted
 * @param keepFreeMiB no run begins while less is free there, in MiB
 * @param readAllInDays in how many daily checks all that is stored has been read once
 * @param atOnce how many runs write to it at once
 */
public record DestinationDefined(
    String destination,
    String url,
    String password,
    @Nullable String user,
    @Nullable String secret,
    HostKeyTrust trust,
    @Range(min = 0, max = 1_000_000_000) int keepFreeMiB,
    @Range(min = 1, max = 366) int readAllInDays,
    @Range(min = 1, max = 64) int atOnce)
    implements Event {
  @Override
  public String about() {
    return destination;
  }
}
