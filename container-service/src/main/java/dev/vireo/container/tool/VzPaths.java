package dev.vireo.container.tool;

import dev.vireo.container.domain.lifecycle.ContainerId;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where OpenVZ keeps things.
 *
 * @param template folder of templates: they lie in {@code cache} below it
 * @param privateArea a container's files; {@code $VEID} stands for its id
 * @param root where they are mounted while it runs, likewise
 * @param lockDir folder of lock files
 * @param dists folder of distribution configurations
 * @param conf folder of the containers' configurations
 */
public record VzPaths(
    String template, String privateArea, String root, String lockDir, String dists, String conf) {

  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?m)^\\s*([A-Z_]+)=(?:\"([^\"\\n]*)\"|'([^'\\n]*)'|([^\\s#'\"]*))");

  /** As {@code /etc/vz/vz.conf} says, and as vzctl has it where that says nothing. */
  public static VzPaths of(String vzConf) {
    Map<String, String> values = values(vzConf);
    values.replaceAll((key, v) -> v.replace("${VEID}", "$VEID").replace("$CTID", "$VEID"));
    return new VzPaths(
        values.getOrDefault("TEMPLATE", "/vz/template"),
        values.getOrDefault("VE_PRIVATE", "/vz/private/$VEID"),
        values.getOrDefault("VE_ROOT", "/vz/root/$VEID"),
        values.getOrDefault("LOCKDIR", "/vz/lock"),
        "/etc/vz/dists",
        "/etc/vz/conf");
  }

  /** What a configuration of OpenVZ assigns; the last assignment holds, as for a shell. */
  private static Map<String, String> values(String conf) {
    Map<String, String> values = new HashMap<>();
    Matcher m = ASSIGNMENT.matcher(conf);
    while (m.find()) {
      for (int group = 2; group <= 4; group++) {
        String value = m.group(group);
        if (value != null) {
          values.put(m.group(1), value);
        }
      }
    }
    return values;
  }

  /** The value of a key in a container's configuration; empty text where it has none. */
  static String value(String conf, String key) {
    return values(conf).getOrDefault(key, "");
  }

  /** The folder whose file system the containers' files are on. */
  public String privateParent() {
    return privateArea.replaceFirst("/\\$VEID.*", "");
  }

  String privateOf(ContainerId id) {
    return privateArea.replace("$VEID", id.text());
  }

  String rootOf(ContainerId id) {
    return root.replace("$VEID", id.text());
  }

  String configOf(ContainerId id) {
    return conf + "/" + id.text() + ".conf";
  }

  String lockOf(ContainerId id) {
    return lockDir + "/" + id.text() + ".lck";
  }
}
