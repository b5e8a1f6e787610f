package dev.vireo.container.tool;

import java.util.List;
import java.util.Map;

/**
 * One call of the API of Proxmox VE that changes something.
 *
 * @param method POST, PUT or DELETE
 * @param path below {@code /api2/json}
 * @param parameters none of them a secret
 */
public record PveCall(String method, List<String> path, Map<String, String> parameters) {

  public PveCall {
    path = List.copyOf(path);
    parameters = Map.copyOf(parameters);
  }

  /** Such as {@code POST /nodes/pve/lxc/101/status/start}. */
  @Override
  public String toString() {
    return method + " /" + String.join("/", path);
  }
}
