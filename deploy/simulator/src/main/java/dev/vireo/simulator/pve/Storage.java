package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.vz.VzPrograms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The storage {@code local}: the templates in it, by each release's own rule. */
final class Storage {
  static final String NAME = "local";

  private static final String VOLUMES = NAME + ":vztmpl/";

  private Storage() {}

  /** Whether a release's list shows a file of that name. */
  static boolean shows(String technology, String name) {
    return technology.equals("openvz")
        ? name.endsWith(".tar.gz")
        : name.toLowerCase(Locale.ROOT).matches(".*\\.tar\\.(gz|xz|zst|bz2)");
  }

  static List<Map<String, Object>> templates(ContainerHost host, String technology)
      throws IOException {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (String name : host.files().list(VzPrograms.CACHE)) {
      if (shows(technology, name)) {
        Map<String, Object> template = new LinkedHashMap<>();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        template.put("volid", VOLUMES + name);
        template.put("content", "vztmpl");
        template.put("format", "t" + ending);
        template.put("size", host.files().size(VzPrograms.CACHE + "/" + name));
        if (technology.equals("lxc")) {
          template.put(
              "ctime",
              host.files().status(VzPrograms.CACHE + "/" + name, true).modified().getEpochSecond());
        }
        shown.add(template);
      }
    }
    return shown;
  }

  /** The file of a volume that is a template. */
  static String file(ContainerHost host, String volume) throws PveError {
    if (volume.isEmpty()) {
      throw PveError.parameter("ostemplate", "property is missing and it is not optional");
    }
    if (!volume.startsWith(VOLUMES) || volume.indexOf('/', VOLUMES.length()) >= 0) {
      throw new PveError(500, "unable to parse volume ID '" + volume + "'");
    }
    String file = VzPrograms.CACHE + "/" + volume.substring(VOLUMES.length());
    if (!host.files().isFile(file)) {
      throw new PveError(500, "volume '" + volume + "' does not exist");
    }
    return file;
  }

  static Map<String, Object> status(ContainerHost host) {
    long size = host.files().room().size();
    long left = Math.min(size, host.files().room().left());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("storage", NAME);
    status.put("type", "dir");
    status.put("content", "vztmpl,iso,rootdir,images,backup");
    status.put("active", 1);
    status.put("enabled", 1);
    status.put("shared", 0);
    status.put("total", size);
    status.put("used", size - left);
    status.put("avail", left);
    return status;
  }
}
