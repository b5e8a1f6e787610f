package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * Says where backups may be kept, from now on. A destination of this name that is defined already
 * is replaced. Nothing is written there: {@code InitDestination} makes the repository.
 *
 * @param destination its name: 1 to 63 letters, digits, '.', '_' and '-'
 * @param url where its repository is, in restic's words, without any secret: {@code /FOLDER},
 *     {@code sftp:USER@HOST:/FOLDER}, {@code rest:https://HOST:PORT/NAME} or {@code
 *     s3:https://HOST/BUCKET}
 * @param password reference to the password that the repository is encrypted with, such as {@code
 *     file:vault.pass}
 * @param user reference to the name that the server knows us by: the access key of S3, the user of
 *     REST; absent where it asks for none
 * @param secret reference to what proves it: the secret key of S3, the password of REST, the
 *     private key of SFTP; absent where there is none
 * @param trust what makes an SFTP server's key trusted; absent: it is known already
 * @param keepFreeMiB no run begins while less than this is free there, in MiB; absent: 1024. Only
 *     where the free space can be seen, which is in a folder of the service's own machine
 * @param readAllInDays in how many daily checks all that is stored has been read once; absent: 30
 * @param atOnce how many runs write to it at once; absent: 2
 */
public record DefineBackupDestination(
    String destination,
    String url,
    String password,
    @Nullable String user,
    @Nullable String secret,
    @Nullable HostKeyTrust trust,
    @Range(min = 0, max = 1_000_000_000) @Nullable Integer keepFreeMiB,
    @Range(min = 1, max = 366) @Nullable Integer readAllInDays,
    @Range(min = 1, max = 64) @Nullable Integer atOnce)
    implements Command {
  @Override
  public String about() {
    return destination;
  }

  @Override
  public String lane() {
    return "destination " + destination;
  }
}
