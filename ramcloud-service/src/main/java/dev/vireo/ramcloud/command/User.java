package dev.vireo.ramcloud.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Somebody who may log in, what they may run and on which tables. Passwords are known by their
 * SHA-256 alone.
 *
 * @param name as AUTH gives it
 * @param enabled whether they may log in
 * @param anyPassword whether any password will do
 * @param hashes SHA-256 of each password, 64 hexadecimal digits
 * @param commands rules in their order: +@category, -@category, +command, -command; the last that
 *     fits decides
 * @param tables globs of names of tables that may be used; {@code r/} before one: only read
 */
public record User(
    String name,
    boolean enabled,
    boolean anyPassword,
    Set<String> hashes,
    List<String> commands,
    List<String> tables) {

  public User {
    hashes = Set.copyOf(hashes);
    commands = List.copyOf(commands);
    tables = List.copyOf(tables);
  }

  /** Who everybody is where no users are set up: may do everything. */
  public static User everybody() {
    return new User("default", true, true, Set.of(), List.of("+@all"), List.of("*"));
  }

  /**
   * Whether the password opens it. The comparison takes as long for a wrong one as for the right
   * one.
   */
  public boolean opens(byte[] password) {
    if (!enabled) {
      return false;
    }
    byte[] given = sha256(password).getBytes(StandardCharsets.US_ASCII);
    boolean fits = anyPassword;
    for (String hash : hashes) {
      fits |= MessageDigest.isEqual(given, hash.getBytes(StandardCharsets.US_ASCII));
    }
    return fits;
  }

  /** Whether they may run the command. */
  public boolean mayRun(CommandSpec command) {
    boolean allowed = false;
    for (String rule : commands) {
      String what = rule.substring(1);
      boolean fits;
      if (what.startsWith("@")) {
        fits = what.equals("@all") || command.categories().contains(what.substring(1));
      } else {
        fits = what.equals(command.name()) || command.name().startsWith(what + "|");
      }
      if (fits) {
        allowed = rule.charAt(0) == '+';
      }
    }
    return allowed;
  }

  /** Whether they may use a table in this way. */
  public boolean mayUse(String table, boolean write) {
    byte[] name = table.getBytes(StandardCharsets.UTF_8);
    for (String rule : tables) {
      boolean readOnly = rule.startsWith("r/");
      String glob = readOnly ? rule.substring(2) : rule;
      if ((!write || !readOnly) && Glob.matches(glob.getBytes(StandardCharsets.UTF_8), name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing is refused to them, so that nothing need be looked up. */
  public boolean mayDoEverything() {
    return commands.size() == 1 && commands.getFirst().equals("+@all") && tables.contains("*");
  }

  /** As a line of the users' file, which ACL LIST shows: hashes are not passwords. */
  public String line() {
    StringBuilder line = new StringBuilder("user ").append(name).append(enabled ? " on" : " off");
    if (anyPassword) {
      line.append(" nopass");
    }
    for (String hash : new LinkedHashSet<>(hashes)) {
      line.append(" #").append(hash);
    }
    for (String table : tables) {
      line.append(table.startsWith("r/") ? " %R~" + table.substring(2) : " ~" + table);
    }
    for (String rule : commands) {
      line.append(' ').append(rule);
    }
    return line.toString();
  }

  @Override
  public String toString() {
    return "User[" + name + "]";
  }

  static String sha256(byte[] password) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
