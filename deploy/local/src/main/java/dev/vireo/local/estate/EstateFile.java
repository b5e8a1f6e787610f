package dev.vireo.local.estate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code run/estate.json}: where everything is. Holds no secret.
 *
 * @param kafka what clients bootstrap from
 * @param services base URL of each service's query API, by service name
 * @param ramcloud where clients reach the masters of RAMCloud, as URLs such as {@code
 *     redis://127.0.0.1:6380}
 * @param postgres where the database is
 * @param simulator absent where there are no simulated hosts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EstateFile(
    String kafka,
    Map<String, String> services,
    List<String> ramcloud,
    PlatformPorts.Postgres postgres,
    @Nullable Simulator simulator) {

  /**
   * The simulated data centre.
   *
   * @param hosts how many
   * @param readyFile the simulator's own account of its hosts' addresses
   * @param passwordFile the password of the hosts' user, mode 0600
   */
  public record Simulator(int hosts, String readyFile, String passwordFile) {}
}
