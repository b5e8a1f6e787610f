package dev.vireo.container.tool;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host as its cluster knows it.
 *
 * @param cluster the cluster's name; empty where the host stands alone
 * @param node the host's name in it
 */
public record ClusterMember(String cluster, String node) {

  private static final Pattern NODE =
      Pattern.compile("\"nodename\"\\s*:\\s*\"([A-Za-z0-9][A-Za-z0-9-]{0,62})\"");
  private static final Pattern CLUSTER =
      Pattern.compile("\"cluster\"\\s*:\\s*\\{\\s*\"name\"\\s*:\\s*\"([^\"]{1,100})\"");

  /** What {@code /etc/pve/.members} of a host of Proxmox VE says; empty where it says no node. */
  public static Optional<ClusterMember> of(String members) {
    Matcher node = NODE.matcher(members);
    Matcher cluster = CLUSTER.matcher(members);
    return node.find()
        ? Optional.of(new ClusterMember(cluster.find() ? cluster.group(1) : "", node.group(1)))
        : Optional.empty();
  }

  /** Whether both are of one cluster; who stands alone shares none. */
  public boolean sharesCluster(Optional<ClusterMember> other) {
    return !cluster.isEmpty()
        && other.map(ClusterMember::cluster).filter(cluster::equals).isPresent();
  }

  @Override
  public String toString() {
    return "node " + node + (cluster.isEmpty() ? " of no cluster" : " of cluster " + cluster);
  }
}
