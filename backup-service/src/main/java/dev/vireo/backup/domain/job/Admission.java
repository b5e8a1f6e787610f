package dev.vireo.backup.domain.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many runs go on at once.
 *
 * @param perHost from one host
 * @param inAll by one instance of the service
 */
public record Admission(int perHost, int inAll) {

  public Admission {
    if (perHost < 1 || inAll < 1) {
      throw new IllegalArgumentException("at least one run is let in");
    }
  }

  /**
   * A run that waits or goes on.
   *
   * @param host whose data it reads
   * @param destination where it writes
   * @param width how many runs write there at once
   */
  public record Wanted(String run, String host, String destination, int width) {}

  /**
   * Those of the waiting that may start now, in their order. One that must wait keeps nobody behind
   * it waiting who needs neither its host nor its destination.
   */
  public List<Wanted> admit(List<Wanted> running, List<Wanted> waiting) {
    Map<String, Integer> hosts = new HashMap<>();
    Map<String, Integer> destinations = new HashMap<>();
    for (Wanted each : running) {
      hosts.merge(each.host(), 1, Integer::sum);
      destinations.merge(each.destination(), 1, Integer::sum);
    }
    List<Wanted> admitted = new ArrayList<>();
    for (Wanted each : waiting) {
      if (running.size() + admitted.size() >= inAll) {
        break;
      }
      if (hosts.getOrDefault(each.host(), 0) < perHost
          && destinations.getOrDefault(each.destination(), 0) < each.width()) {
        hosts.merge(each.host(), 1, Integer::sum);
        destinations.merge(each.destination(), 1, Integer::sum);
        admitted.add(each);
      }
    }
    return admitted;
  }
}
