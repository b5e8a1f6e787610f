package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a node does with containers, of whichever technology its release has. */
interface Containers {
  /** {@code openvz} or {@code lxc}: the name in paths. */
  String technology();

  /** The ids that have a configuration, ascending. */
  List<Integer> ids();

  /**
   * What can be said before a worker is started.
   *
   * @throws PveError if the parameters are wrong
   */
  void checkCreate(int id, Map<String, String> parameters) throws PveError;

  void create(int id, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError;

  void start(int id, Session session, Console console) throws IOException, PveError;

  /**
   * Stops it.
   *
   * @param hard without asking its init
   */
  void stop(int id, boolean hard, Session session, Console console) throws IOException, PveError;

  void destroy(int id, Session session, Console console) throws IOException, PveError;

  /** Its configuration as the API shows it. */
  Map<String, Object> config(int id) throws IOException;

  void configure(int id, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError;

  /** Its state as the API shows it. */
  Map<String, Object> current(int id) throws IOException;
}
