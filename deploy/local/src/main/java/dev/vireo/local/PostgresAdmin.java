package dev.vireo.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The superuser of one PostgreSQL server, who makes databases and in them one schema and one login
 * role per service.
 *
 * <p>Everything here may be repeated: what exists stays, passwords are set again.
 *
 * @param password the superuser's; never printed
 * @param secrets keeps the roles' passwords
 */
public record PostgresAdmin(String host, int port, String password, Secrets secrets) {

  /** The name of the superuser. */
  public static final String SUPERUSER = "postgres";

  /** Names and passwords go into DDL, which takes no parameters: only what needs no quoting. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");

  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{16,128}");

  /**
   * Makes sure that a service has its schema and its role in a database.
   *
   * @param database made where it does not exist; nobody but its services' roles may enter it
   * @param service names the schema; the role is {@code vireo_SERVICE}
   * @throws IllegalArgumentException where a name is not a-z, then a-z 0-9 _
   * @throws LocalPlatformException where the server does not do it
   */
  public DatabaseAccess schema(String database, String service) {
    checkName(database);
    checkName(service);
    String role = "vireo_" + service;
    String rolePassword = secrets.password(role);
    if (!PASSWORD.matcher(rolePassword).matches()) {
      throw new LocalPlatformException(
          "The password in %s is not one that Vireo made (16 to 128 of A-Z a-z 0-9 _ -). Remove the file to have a new one made."
              .formatted(secrets.file(role)));
    }
    try {
      try (var connection = connect("postgres")) {
        createDatabase(connection, database);
      }
      try (var connection = connect(database)) {
        createRole(connection, role, rolePassword);
        createSchema(connection, database, role, service);
      }
    } catch (SQLException e) {
      throw new LocalPlatformException(
          "PostgreSQL on %s:%d did not make schema %s in database %s: %s"
              .formatted(host, port, service, database, e.getMessage()),
          e);
    }
    return new DatabaseAccess(host, port, database, role, rolePassword, service);
  }

  /** A connection as the superuser. */
  Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "2");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
  }

  private static void createDatabase(Connection superuser, String database) throws SQLException {
    if (!exists(superuser, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
      run(superuser, "CREATE DATABASE " + database + " TEMPLATE template0");
    }
    run(superuser, "REVOKE ALL ON DATABASE " + database + ", postgres, template1 FROM PUBLIC");
  }

  private static void createRole(Connection superuser, String role, String rolePassword)
      throws SQLException {
    boolean known = exists(superuser, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
    run(
        superuser,
        "%s ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%s'"
            .formatted(known ? "ALTER" : "CREATE", role, rolePassword));
  }

  private static void createSchema(
      Connection superuser, String database, String role, String schema) throws SQLException {
    run(superuser, "GRANT CONNECT, TEMPORARY ON DATABASE " + database + " TO " + role);
    run(superuser, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
    run(superuser, "CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + role);
    run(
        superuser,
        "ALTER ROLE %s IN DATABASE %s SET search_path = %s".formatted(role, database, schema));
  }

  private static void checkName(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no name for a database or schema: a-z, then a-z 0-9 _, 41 at most");
    }
  }

  private static boolean exists(Connection superuser, String query, String name)
      throws SQLException {
    try (var statement = superuser.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection superuser, String ddl) throws SQLException {
    try (var statement = superuser.createStatement()) {
      statement.execute(ddl);
    }
  }

  @Override
  public String toString() {
    return "PostgresAdmin[" + host + ":" + port + "]";
  }
}
