package dev.vireo.bus.service;

import dev.vireo.bus.kit.JdbcLeaseStore;
import dev.vireo.bus.kit.LeaseStore;
import dev.vireo.bus.ramcloud.Ramcloud;
import dev.vireo.bus.ramcloud.RamcloudLeaseStore;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How RAMCloud is reached: the {@code quarkus.redis.*} configuration, security included. */
@ApplicationScoped
class RamcloudClient {

  /** RAMCloud, for whoever may wait for it. */
  @Produces
  @Singleton
  Ramcloud ramcloud(Redis client) {
    return new Ramcloud(client);
  }

  /**
   * Where the leases of this service are, by {@code vireo.leases}. All instances of all services
   * must say the same: who looks for a lease elsewhere does not see it.
   */
  @Produces
  @Singleton
  LeaseStore leases(
      @ConfigProperty(name = "vireo.leases") String where, Ramcloud ramcloud, DataSource database) {
    return switch (where) {
      case "ramcloud" -> new RamcloudLeaseStore(ramcloud);
      case "postgres" -> new JdbcLeaseStore(database);
      default ->
          throw new IllegalArgumentException(
              "vireo.leases is '" + where + "'; it is ramcloud or postgres");
    };
  }
}
