package dev.vireo.bus.backup;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import dev.vireo.bus.schema.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a backup target cannot be worked with, from one or more places. Nothing is changed
 * there. Logins are made from one place after the other, from the target's own machine last, and no
 * more than are allowed.
 *
 * @param target the target: {@code HOST} or {@code HOST:PORT}, a name or an address; a name is
 *     looked up at each place by itself
 * @param kind what it is; absent: a host of Proxmox VE at port 8006, else any HTTPS server
 * @param from the places: registered hosts, which are reached over SSH, and {@code here} for the
 *     service's own machine; none: {@code here} alone
 * @param user the account to log in with; absent: no login is made
 * @param password reference to the account's password, such as {@code file:backup.password}
 * @param attempts how many logins may be made in total, over all places; absent: 1
 * @param holdSeconds how long a session rests before it is used again; absent: 1
 * @param certificateSha256 fingerprint of the certificate that is expected, whoever signed it;
 *     absent: an authority that the service trusts must have
 */
public record DiagnoseConnection(
    String target,
    @Nullable ConnectionKind kind,
    @Range(min = 0, max = 16) List<String> from,
    @Nullable String user,
    @Nullable String password,
    @Range(min = 1, max = 10) @Nullable Integer attempts,
    @Range(min = 0, max = 60) @Nullable Integer holdSeconds,
    @Nullable String certificateSha256)
    implements Command {
  public DiagnoseConnection {
    from = Absent.orEmpty(from);
  }

  @Override
  public String about() {
    return target;
  }

  /** One after another, so that no two of them spend logins on one account at once. */
  @Override
  public String lane() {
    return "diagnose " + target;
  }
}
