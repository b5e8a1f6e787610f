package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.log.ClusterView;
import dev.vireo.ramcloud.log.MasterLog;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** How the cluster stands, as this master sees it. */
@Path("/ramcloud")
public class TabletsResource {

  /**
   * The cluster.
   *
   * @param master who answers
   * @param port where it speaks RESP
   * @param generation of the group
   * @param members all masters with what they own and follow
   * @param tablets how the tablets stand at the master that answers
   */
  public record Cluster(
      String master,
      int port,
      int generation,
      List<ClusterView.Member> members,
      List<MasterLog.TabletState> tablets) {}

  private final RamcloudMaster master;

  TabletsResource(RamcloudMaster master) {
    this.master = master;
  }

  /** The cluster as this master sees it. */
  @GET
  @Path("/cluster")
  public Cluster cluster() {
    return master
        .log()
        .map(
            log ->
                new Cluster(
                    master.id(),
                    master.port(),
                    log.view().generation(),
                    log.view().members(),
                    master.states()))
        .orElseGet(() -> new Cluster(master.id(), 0, -1, List.of(), List.of()));
  }
}
