package dev.vireo.inventory.domain;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.hypervisor.Shown;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tags of a host: what they may look like, and what becomes of them. */
public final class Tags {

  private static final int MOST = 64;
  private static final int LONGEST_VALUE = 256;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private Tags() {}

  /**
   * Holds tags against their grammar.
   *
   * @param field where they stand, such as {@code tags}
   * @throws InvalidMessage naming the tag
   */
  public static void check(String field, Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw new InvalidMessage(field, "there are " + tags.size() + " tags; " + MOST + " at most");
    }
    tags.forEach(
        (key, value) -> {
          checkKey(field, key);
          if (value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidMessage(
                field + "." + key,
                Shown.quoted(value)
                    + " is no tag value: "
                    + LONGEST_VALUE
                    + " characters at most and no control characters");
          }
        });
  }

  /**
   * Holds names of tags against their grammar.
   *
   * @throws InvalidMessage naming the tag
   */
  public static void checkKeys(String field, Collection<String> keys) {
    keys.forEach(key -> checkKey(field, key));
  }

  private static void checkKey(String field, String key) {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidMessage(
          field,
          Shown.quoted(key)
              + " is no tag name: a letter or digit, then letters, digits, '.', '_' and '-',"
              + " 63 at most, such as env");
    }
  }

  /**
   * The tags after some were removed and then others set.
   *
   * @throws InvalidMessage if there would be too many
   */
  public static Map<String, String> changed(
      Map<String, String> before, Map<String, String> set, Collection<String> remove) {
    Map<String, String> after = new TreeMap<>(before);
    remove.forEach(after::remove);
    after.putAll(set);
    if (after.size() > MOST) {
      throw new InvalidMessage(
          "set", "a host would have " + after.size() + " tags; " + MOST + " at most");
    }
    return Map.copyOf(after);
  }
}
