package dev.vireo.ramcloud.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may log in. The file has Redis's form, a user a line, with tables where Redis has keys:
 *
 * <pre>
 * user reader on #&lt;sha256 of the password&gt; %R~db* +@read +@connection
 * </pre>
 *
 * {@code ~glob} allows tables, {@code %R~glob} to read them. A password itself is refused there.
 */
public final class Users {
  private final Map<String, User> byName;

  private Users(Map<String, User> byName) {
    this.byName = byName;
  }

  /** Nobody is asked for a password. */
  public static Users open() {
    return new Users(Map.of("default", User.everybody()));
  }

  /**
   * Reads a users' file.
   *
   * @throws IllegalArgumentException naming the line that is wrong, without the password it may
   *     hold
   */
  public static Users parse(Collection<String> lines) {
    Map<String, User> users = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String[] words = text.split("\\s+");
      if (words.length < 2 || !words[0].equals("user")) {
        throw new IllegalArgumentException(
            "users' file, line " + number + ": begins with \"user NAME\"");
      }
      if (users.containsKey(words[1])) {
        throw new IllegalArgumentException(
            "users' file, line " + number + ": user " + words[1] + " is there twice");
      }
      users.put(words[1], user(words, number));
    }
    users.putIfAbsent("default", new User("default", false, false, Set.of(), List.of(), List.of()));
    return new Users(users);
  }

  private static User user(String[] words, int line) {
    boolean enabled = false;
    boolean anyPassword = false;
    Set<String> hashes = new LinkedHashSet<>();
    List<String> commands = new ArrayList<>();
    List<String> tables = new ArrayList<>();
    for (int i = 2; i < words.length; i++) {
      String word = words[i];
      switch (word) {
        case "on" -> enabled = true;
        case "off" -> enabled = false;
        case "nopass" -> anyPassword = true;
        case "allkeys" -> tables.add("*");
        case "allcommands" -> commands.add("+@all");
        case "nocommands" -> commands.add("-@all");
        default -> {
          if (word.matches("#[0-9a-f]{64}")) {
            hashes.add(word.substring(1));
          } else if (word.matches("[+-]@?[a-z0-9._|]+")) {
            checkCategory(word, line);
            commands.add(word);
          } else if (word.startsWith("%R~") && word.length() > 3) {
            tables.add("r/" + word.substring(3));
          } else if (word.startsWith("~") && word.length() > 1) {
            tables.add(word.substring(1));
          } else {
            throw new IllegalArgumentException(
                "users' file, line "
                    + line
                    + ", word "
                    + (i + 1)
                    + ": none of on, off, nopass, #SHA256, ~TABLE, %R~TABLE, +@CATEGORY, +COMMAND,"
                    + " -@CATEGORY, -COMMAND");
          }
        }
      }
    }
    return new User(words[1], enabled, anyPassword, hashes, commands, tables);
  }

  private static void checkCategory(String rule, int line) {
    if (rule.charAt(1) == '@'
        && !rule.endsWith("@all")
        && !Categories.ALL.contains(rule.substring(2))) {
      throw new IllegalArgumentException(
          "users' file, line " + line + ": there is no category " + rule.substring(1));
    }
  }

  /** Who the name and password are; empty where they are nobody's. */
  public Optional<User> login(String name, byte[] password) {
    User user = byName.get(name);
    return user != null && user.opens(password) ? Optional.of(user) : Optional.empty();
  }

  public Optional<User> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Who a connection is that did not log in. */
  public User first() {
    User user = byName.get("default");
    if (user == null) {
      throw new IllegalStateException("there is always a user default");
    }
    return user;
  }

  /** Whether one must log in first. */
  public boolean mustLogIn() {
    return !first().enabled() || !first().anyPassword();
  }

  public Collection<User> all() {
    return byName.values();
  }
}
