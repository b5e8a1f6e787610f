package dev.vireo.console.ramcloud;

import dev.vireo.console.Trouble;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a master is.
 *
 * @param tls whether it is spoken to by TLS
 */
public record MasterAddress(String host, int port, boolean tls) {

  private static final int PORT = 6380;

  /**
   * Reads {@code redis://HOST:PORT} or, for TLS, {@code rediss://HOST:PORT}; several with commas
   * between.
   *
   * @throws Trouble where it is none; a password in it is refused and not repeated
   */
  public static List<MasterAddress> parse(String text) {
    List<MasterAddress> all = new ArrayList<>();
    for (String each : text.split(",")) {
      all.add(one(each.strip()));
    }
    return all;
  }

  private static MasterAddress one(String text) {
    try {
      URI uri = new URI(text);
      boolean tls = "rediss".equals(uri.getScheme());
      if (uri.getUserInfo() != null) {
        throw Trouble.refused(
            "The address of a master holds a user or a password",
            "give the address alone, and --ramcloud-user and --ramcloud-password-file");
      }
      if ((tls || "redis".equals(uri.getScheme())) && uri.getHost() != null) {
        return new MasterAddress(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort(), tls);
      }
    } catch (URISyntaxException e) {
      // Said below, as for any other text that is no such URL.
    }
    throw Trouble.refused(
        "'" + text + "' is no address of a master of RAMCloud",
        "write it as redis://HOST:PORT, or rediss://HOST:PORT where it speaks TLS");
  }

  /** Another master of the same cluster. */
  MasterAddress at(String otherHost, int otherPort) {
    return new MasterAddress(otherHost, otherPort, tls);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
