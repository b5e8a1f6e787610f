package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.SlotRange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A master that is alone. */
final class SingleMaster implements ClusterView {
  private final boolean enabled;
  private final List<Node> nodes;

  SingleMaster(String host, int port, boolean enabled) {
    this.enabled = enabled;
    String id = User.sha256((host + ":" + port).getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    this.nodes = List.of(new Node(id, host, port, List.of(SlotRange.ALL), true, true));
  }

  @Override
  public boolean enabled() {
    return enabled;
  }

  @Override
  public Route route(int slot) {
    return HERE;
  }

  @Override
  public List<Node> nodes() {
    return nodes;
  }

  @Override
  public long epoch() {
    return 1;
  }
}
