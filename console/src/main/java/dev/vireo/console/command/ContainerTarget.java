package dev.vireo.console.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Which container it is about. */
@Command
final class ContainerTarget {

  @Parameters(index = "0", paramLabel = "HOST", description = "Its host.")
  private String host = "";

  @Parameters(
      index = "1",
      paramLabel = "CONTAINER",
      description = "Its id on the host, such as 101.")
  private String container = "";

  /** The host's name, which is one. */
  String host() {
    return HostNames.require(host);
  }

  /** The id, as it was given. */
  String container() {
    return container;
  }
}
