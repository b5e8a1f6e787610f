package dev.vireo.local;

/**
 * How one service reaches its own schema.
 *
 * @param host where PostgreSQL listens
 * @param port its TCP port
 * @param database the database's name
 * @param user the role, which owns {@code schema} and sees no other service's
 * @param password the role's password; never printed
 * @param schema the one schema on the role's search path
 */
public record DatabaseAccess(
    String host, int port, String database, String user, String password, String schema) {

  /** For JDBC drivers; carries no password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** For Vert.x's reactive client; carries no password. */
  public String reactiveUrl() {
    return "postgresql://" + host + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return "DatabaseAccess[" + user + "@" + host + ":" + port + "/" + database + "/" + schema + "]";
  }
}
