package dev.vireo.simulator.vz;

import dev.vireo.simulator.disk.DiskFiles;
import java.util.List;

/** A host of OpenVZ that containers are moved to, or from. */
public interface VzPeer {

  DiskFiles files();

  Vzctl vzctl();

  /** The ids of all containers that have a configuration, ascending. */
  List<Integer> ids();

  /** Where the configuration of a container is. */
  String configOf(int id);

  /** Where the files of a container are. */
  String areaOf(int id);

  /** Where they are mounted while it runs. */
  String rootOf(int id);
}
