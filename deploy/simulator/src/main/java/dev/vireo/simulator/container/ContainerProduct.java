package dev.vireo.simulator.container;

import dev.vireo.simulator.disk.Templates;
import dev.vireo.simulator.shell.Tool;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What makes a host of containers the host of a product. What goes wrong is made of the thing
 * itself; what a product doesn't have throws {@link IllegalArgumentException}.
 */
public interface ContainerProduct {
  /** Installs what a new host has; a host that was there before keeps its own. */
  void install(List<Templates> templates) throws IOException;

  /** Its programs. */
  Map<String, Tool> byName();

  /** Starts the containers that start with the host. */
  void boot() throws IOException;

  /** Makes a container be locked, by somebody who lives. */
  void lock(int id) throws IOException;

  /** Ends what {@link #lock} began. */
  void unlock(int id) throws IOException;

  /** Spoils a container's quota. */
  void spoilQuota(int id) throws IOException;

  void dropQuota(int id);

  /** Loads or unloads the kernel's module. */
  void module(boolean loaded) throws IOException;
}
