package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One action of vzctl on one container: who wants it, where it speaks, what it knows.
 *
 * @param global {@code vz.conf}
 */
record VzAct(
    ContainerHost host,
    VzRelease release,
    int id,
    Session session,
    Console console,
    VzConfig global) {

  DiskFiles files() {
    return host.files();
  }

  /** Where the container's configuration is. */
  String configFile() {
    return release.configFolder() + "/" + id + ".conf";
  }

  boolean isConfigured() {
    return files().isFile(configFile());
  }

  /** The container's configuration; empty if there is none. */
  VzConfig config() throws IOException {
    return isConfigured() ? read(configFile()) : VzConfig.EMPTY;
  }

  VzConfig read(String path) throws IOException {
    return VzConfig.parse(new String(files().content(path), StandardCharsets.ISO_8859_1));
  }

  /** Writes the configuration and says so. */
  void save(VzConfig config) throws IOException {
    files().put(configFile(), config.text().getBytes(StandardCharsets.ISO_8859_1));
    console.say("CT configuration saved to " + configFile());
  }

  private String place(String key, String otherwise) throws IOException {
    return config()
        .get(key)
        .or(() -> global.get(key))
        .orElse(otherwise)
        .replace("$VEID", Integer.toString(id));
  }

  String privateArea() throws IOException {
    return place("VE_PRIVATE", "/var/lib/vz/private/$VEID");
  }

  String root() throws IOException {
    return place("VE_ROOT", "/var/lib/vz/root/$VEID");
  }

  boolean isMounted() throws IOException {
    return files().isMounted(root());
  }

  boolean isRunning() {
    return host.guests().isRunning(id);
  }

  /** Says what went wrong; to be thrown. */
  VzFailure failed(int exit, String line) throws IOException {
    console.complain(line);
    return new VzFailure(exit);
  }

  /** The configuration of the container's distribution, after the warning that belongs to it. */
  Distribution distribution(VzConfig config) throws IOException, VzFailure {
    String name = config.get("DISTRIBUTION").or(() -> config.get("OSTEMPLATE")).orElse("");
    Distribution found = Distribution.find(files(), name).orElse(null);
    if (found == null) {
      throw failed(
          107, "Distribution configuration file not found: " + Distribution.FOLDER + "/default");
    }
    if (found.warning().isPresent()) {
      console.complain(found.warning().get());
    }
    return found;
  }
}
