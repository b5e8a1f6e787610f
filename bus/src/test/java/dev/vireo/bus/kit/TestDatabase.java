package dev.vireo.bus.kit;

import dev.vireo.local.DatabaseAccess;
import dev.vireo.local.testing.TestBackends;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** A service's own schema in a real PostgreSQL, with the kit's tables, through the pool it has. */
public final class TestDatabase implements AutoCloseable {

  private final DatabaseAccess access;
  private final AgroalDataSource pool;

  private TestDatabase(DatabaseAccess access, AgroalDataSource pool) {
    this.access = access;
    this.pool = pool;
  }

  /** A fresh one, with the kit's tables. */
  public static TestDatabase create() throws SQLException {
    TestDatabase database = open(TestBackends.shared().newDatabase("multipath"));
    database.execute(migration());
    return database;
  }

  /** One that is there. */
  static TestDatabase open(DatabaseAccess access) throws SQLException {
    return new TestDatabase(
        access,
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.maxSize(12)
                            .acquisitionTimeout(Duration.ofSeconds(20))
                            .connectionFactoryConfiguration(
                                factory ->
                                    factory
                                        .jdbcUrl(access.jdbcUrl())
                                        .principal(new NamePrincipal(access.user()))
                                        .credential(new SimplePassword(access.password()))))));
  }

  public DataSource source() {
    return pool;
  }

  DatabaseAccess access() {
    return access;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static String migration() {
    try (InputStream sql =
        TestDatabase.class.getResourceAsStream("/db/kit/V0_1__messaging_kit.sql")) {
      if (sql == null) {
        throw new IllegalStateException("the kit's tables are not on the class path");
      }
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the kit's tables cannot be read", e);
    }
  }
}
