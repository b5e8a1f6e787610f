package dev.vireo.container.command;

import dev.vireo.bus.container.SeenContainer;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.Optional;

/** Which mapping would give a container's distribution a configuration. */
interface MappingAdvice {

  /** What to type, such as {@code MapDistribution sabayon -> gentoo}; empty: none is known. */
  Optional<String> advice(ContainerHost host, SeenContainer container)
      throws UnreachableException, ScriptBrokenException, InterruptedException;
}
