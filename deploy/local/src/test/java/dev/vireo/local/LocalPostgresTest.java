package dev.vireo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalPostgresTest {

  /** Unpacked once for all tests of the class. */
  @TempDir static Path binaries;

  @TempDir Path home;

  @Test
  void keeps_data_and_passwords_over_a_restart() throws Exception {
    String password;
    try (var postgres = start()) {
      var inventory = postgres.admin().schema("vireo", "inventory");
      password = inventory.password();
      run(inventory, "CREATE TABLE hosts (name text)");
      run(inventory, "INSERT INTO hosts VALUES ('esx-1')");
    }
    try (var postgres = start()) {
      var inventory = postgres.admin().schema("vireo", "inventory");
      assertThat(inventory.password()).isEqualTo(password);
      // Found without naming the schema: it is on the role's search path.
      assertThat(ask(inventory, "SELECT name FROM hosts")).isEqualTo("esx-1");
      assertThat(
              ask(
                  inventory,
                  "SELECT table_schema FROM information_schema.tables WHERE table_name = 'hosts'"))
          .isEqualTo("inventory");
    }
  }

  @Test
  void no_role_reads_or_writes_the_schema_of_another() throws Exception {
    try (var postgres = start()) {
      var inventory = postgres.admin().schema("vireo", "inventory");
      var multipath = postgres.admin().schema("vireo", "multipath");
      run(inventory, "CREATE TABLE hosts (name text)");

      for (String statement :
          List.of(
              "SELECT * FROM inventory.hosts",
              "CREATE TABLE inventory.mine (x int)",
              "CREATE TABLE public.mine (x int)",
              "CREATE SCHEMA mine",
              "DROP SCHEMA inventory CASCADE")) {
        assertThatThrownBy(() -> run(multipath, statement))
            .as(statement)
            .isInstanceOf(SQLException.class)
            .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isIn("42501"));
      }
      assertThatThrownBy(() -> connect(multipath, "postgres", multipath.password()).close())
          .hasMessageContaining("permission denied for database");
    }
  }

  @Test
  void lets_nobody_in_without_the_right_password() {
    try (var postgres = start()) {
      var inventory = postgres.admin().schema("vireo", "inventory");
      assertThatThrownBy(() -> connect(inventory, "vireo", "wrong-password-here").close())
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void keeps_passwords_from_other_users_and_out_of_what_is_printed() throws Exception {
    try (var postgres = start()) {
      var inventory = postgres.admin().schema("vireo", "inventory");
      try (var files = Files.list(home.resolve("secrets"))) {
        assertThat(files)
            .hasSize(2)
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
      assertThat(inventory.toString()).doesNotContain(inventory.password());
      assertThat(postgres.admin().toString()).doesNotContain(postgres.admin().password());
    }
  }

  @Test
  void recovers_what_was_committed_when_the_server_was_killed() throws Exception {
    var killed = start(LocalPostgres.Durability.SYNCED);
    var before = killed.admin().schema("vireo", "inventory");
    run(before, "CREATE TABLE hosts (name text)");
    run(before, "INSERT INTO hosts VALUES ('esx-1')");
    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
    ProcessHandle.of(killed.pid()).ifPresent(gone -> gone.onExit().join());

    try (var postgres = start()) {
      var inventory = postgres.admin().schema("vireo", "inventory");
      assertThat(ask(inventory, "SELECT name FROM hosts")).isEqualTo("esx-1");
    }
  }

  @Test
  void stops_a_server_that_outlived_its_parent_before_it_starts_anew() throws Exception {
    var orphan = start();
    var handle = ProcessHandle.of(orphan.pid()).orElseThrow();

    try (var postgres = start()) {
      assertThat(handle.isAlive()).isFalse();
      assertThat(postgres.pid()).isNotEqualTo(orphan.pid());
    }
  }

  @Test
  void is_not_kept_from_starting_by_a_pid_file_that_names_another_process() throws Exception {
    start().close();
    // What a machine that crashed leaves behind, once the number has gone to somebody else.
    Files.write(
        home.resolve("pgdata").resolve("postmaster.pid"),
        List.of(
            Long.toString(ProcessHandle.current().pid()),
            home.resolve("pgdata").toString(),
            "1000000000",
            "5432",
            "",
            "127.0.0.1",
            "",
            "stopping"));
    try (var postgres = start()) {
      assertThat(postgres.port()).isPositive();
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void refuses_names_that_would_need_quoting() {
    try (var postgres = start()) {
      assertThatThrownBy(() -> postgres.admin().schema("vireo", "x; drop table y"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("x; drop table y");
    }
  }

  private LocalPostgres start() {
    return start(LocalPostgres.Durability.NONE);
  }

  private LocalPostgres start(LocalPostgres.Durability durability) {
    return LocalPostgres.start(
        new LocalPostgres.Settings(home, binaries, home.resolve("postgres.log"), 0, durability));
  }

  private static Connection connect(DatabaseAccess access, String database, String password)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + database,
        access.user(),
        password);
  }

  private static void run(DatabaseAccess access, String statement) throws SQLException {
    try (var connection = connect(access, access.database(), access.password());
        var each = connection.createStatement()) {
      each.execute(statement);
    }
  }

  private static String ask(DatabaseAccess access, String query) throws SQLException {
    try (var connection = connect(access, access.database(), access.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }
}
