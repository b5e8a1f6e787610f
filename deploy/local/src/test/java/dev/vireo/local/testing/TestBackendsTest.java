package dev.vireo.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.DatabaseAccess;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

final class TestBackendsTest {

  @Test
  void gives_every_class_of_a_jvm_the_same_broker() throws Exception {
    String bootstrap = TestBackends.shared().bootstrapServers();
    assertThat(TestBackends.shared().bootstrapServers()).isEqualTo(bootstrap);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).isNotEmpty();
    }
  }

  @Test
  void gives_every_class_a_database_of_its_own() throws Exception {
    var one = TestBackends.shared().newDatabase("inventory");
    var other = TestBackends.shared().newDatabase("inventory");
    run(one, "CREATE TABLE hosts (name text)");
    run(other, "CREATE TABLE hosts (name text)");
    assertThat(one.database()).isNotEqualTo(other.database());
    assertThat(one.schema()).isEqualTo("inventory");
  }

  private static void run(DatabaseAccess access, String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        var each = connection.createStatement()) {
      each.execute(statement);
    }
  }
}
