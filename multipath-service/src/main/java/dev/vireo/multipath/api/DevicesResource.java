package dev.vireo.multipath.api;

import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.bus.multipath.ScannedPath;
import dev.vireo.bus.service.LiveQueries;
import dev.vireo.bus.service.query.Bound;
import dev.vireo.bus.service.query.WhichHosts;
import dev.vireo.multipath.projection.DeviceView;
import dev.vireo.multipath.projection.StorageQueries;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Storage devices and their paths. */
@Path("/devices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "storage")
public class DevicesResource {

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private final StorageQueries storage;
  private final WhichHosts hosts;
  private final LiveQueries live;

  DevicesResource(StorageQueries storage, WhichHosts hosts, LiveQueries live) {
    this.storage = storage;
    this.hosts = hosts;
    this.live = live;
  }

  /**
   * A device as it is known.
   *
   * @param psp null where NMP does not choose its path; then config, mode and preferred are too
   * @param local null where the host does not say
   * @param working paths in use
   * @param readAt when the host showed it so
   */
  @Schema(name = "Device")
  public record DeviceJson(
      String host,
      String id,
      @Nullable String name,
      @Nullable String vendor,
      @Nullable String model,
      @Nullable String plugin,
      @Nullable String satp,
      @Nullable String psp,
      @Nullable String config,
      @Nullable String mode,
      @Nullable String preferred,
      @Nullable Boolean local,
      List<String> working,
      List<ScannedPath> paths,
      Instant readAt) {

    static DeviceJson of(DeviceView view) {
      ScannedDevice device = view.device();
      PolicyState policy = device.policy();
      return new DeviceJson(
          view.host(),
          device.id(),
          device.name(),
          device.vendor(),
          device.model(),
          device.plugin(),
          device.satp(),
          policy == null ? null : policy.psp(),
          policy == null ? null : policy.config(),
          policy == null ? null : policy.mode(),
          policy == null ? null : policy.preferred(),
          device.local(),
          device.working(),
          device.paths(),
          view.readAt());
    }
  }

  /** Devices by host, as each host lists them. */
  @GET
  @Operation(summary = "Devices with their paths, as last read and changed since")
  public Uni<RestResponse<List<DeviceJson>>> devices(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=esx and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    Optional<List<String>> names = hosts.of(host, select);
    int most = bound.andOne();
    return live.items(
            names,
            most,
            DeviceView.class,
            () ->
                names
                    .map(these -> storage.devices(these, most))
                    .orElseGet(() -> storage.devices(most)))
        .map(found -> bound.answer(hosts.known(host, found), DeviceJson::of));
  }
}
