package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.PackagedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service is stopped, as by SIGTERM, while a script runs on a host. */
class StopIT {

  private static final int LUNS = 10;

  @TempDir static Path folder;

  @Test
  void a_host_whose_script_may_still_run_is_nobodys_until_the_lease_has_expired() throws Exception {
    try (PackagedService packaged = PackagedService.in(folder, Domain.MULTIPATH);
        Lab lab =
            Lab.uniform(1, LUNS, packaged.bus(), packaged.credentials(), packaged.knownHosts())) {
      Conversation bus = packaged.bus();
      String plan;
      try (ServiceProcess service = packaged.start("", "3m", Map.of())) {
        plan =
            Objects.requireNonNull(
                bus.succeeds(
                        new PlanPathPolicy(
                            lab.select(), Lab.SVC, Lab.ROUND_ROBIN, null, List.of(), List.of()))
                    .get("plan"));
        lab.inject("slow", 1, ":4000");
        bus.give(new ApplyPlan(plan, null, null, null));
        Conversation.until("a first order", () -> !lab.orders(1).isEmpty());
      }

      assertThat(lab.orders(1)).as("it was stopped in the middle").hasSizeLessThan(LUNS);
      assertThat(leftOf(packaged.around().database(), lab.host(1) + "/storage")).isPositive();
    }
  }

  /** For how many seconds nobody else has the resource. */
  private static double leftOf(DatabaseAccess database, String resource) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        PreparedStatement select =
            connection.prepareStatement(
                "select extract(epoch from expires_at - clock_timestamp()) from lease"
                    + " where resource = ?")) {
      select.setString(1, resource);
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getDouble(1);
      }
    }
  }
}
