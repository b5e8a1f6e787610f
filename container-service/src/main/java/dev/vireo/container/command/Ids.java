package dev.vireo.container.command;

import dev.vireo.bus.container.SeenContainer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which ids and addresses containers have. */
final class Ids {

  /** {@code 101}, and {@code ct101} of hosts that know names only. */
  private static final Pattern NUMBER = Pattern.compile("(?:ct)?([1-9][0-9]{2,8})");

  private Ids() {}

  static Set<Integer> of(List<SeenContainer> containers) {
    Set<Integer> ids = new HashSet<>();
    for (SeenContainer container : containers) {
      Matcher number = NUMBER.matcher(container.container());
      if (number.matches()) {
        ids.add(Integer.parseInt(number.group(1)));
      }
    }
    return ids;
  }

  static Set<String> addresses(List<SeenContainer> containers) {
    Set<String> addresses = new HashSet<>();
    containers.forEach(c -> c.addresses().forEach(a -> addresses.add(a.split("/", 2)[0])));
    return addresses;
  }
}
