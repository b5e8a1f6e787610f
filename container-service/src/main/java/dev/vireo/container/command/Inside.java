package dev.vireo.container.command;

import dev.vireo.bus.container.TemplateEvidence;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.util.Optional;

/** A look into a template's archive, without unpacking it. */
interface Inside {

  /** What is wrong with an archive of which nothing is known, since the host did not give it. */
  String UNREAD = "unread";

  /**
   * What it came to.
   *
   * @param evidence what it holds; empty where nothing was told
   * @param broken what is wrong with it, in a word or two; empty: it is a root file system
   * @param reason the same for a person; empty where nothing is wrong
   */
  record Look(Optional<TemplateEvidence> evidence, Optional<String> broken, String reason) {}

  /** Looks into an archive of a host. */
  Look look(HostFiles files, String path)
      throws UnreachableException, ScriptBrokenException, InterruptedException;
}
