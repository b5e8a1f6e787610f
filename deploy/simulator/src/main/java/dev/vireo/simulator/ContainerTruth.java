package dev.vireo.simulator;

import java.util.List;
import java.util.Map;

/**
 * The whole truth about a host of containers.
 *
 * @param powered false while it is off
 * @param running the containers that run
 * @param processes command lines by process id
 */
public record ContainerTruth(
    String name,
    String kind,
    boolean powered,
    List<Running> running,
    List<String> templates,
    Map<Integer, String> processes) {

  /**
   * A container that runs.
   *
   * @param addresses that it was given
   * @param up those of them that work inside
   */
  public record Running(int id, String hostName, List<String> addresses, List<String> up) {}
}
