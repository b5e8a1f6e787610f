package dev.vireo.container.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.container.driver.ContainerHost;
import dev.vireo.container.driver.ContainerHosts;
import dev.vireo.container.driver.ContainerHosts.NoContainersException;
import dev.vireo.container.driver.HostFiles;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;

/** Work with one host that was reached; what keeps it from being done ends the command. */
final class Reached {

  private final HostSelection selection;
  private final ContainerHosts hosts;

  Reached(HostSelection selection, ContainerHosts hosts) {
    this.selection = selection;
    this.hosts = hosts;
  }

  /** What is done with a host. */
  interface Body {
    Result run(ContainerHost host)
        throws UnreachableException, ScriptBrokenException, InterruptedException;
  }

  /** What is done with a host's files. */
  interface FileBody {
    Result run(ContainerHost host, HostFiles files)
        throws HostFiles.Unreadable,
            UnreachableException,
            ScriptBrokenException,
            InterruptedException;
  }

  /** Reaches the host of this name. */
  ContainerHost reach(String name)
      throws UnreachableException,
          ScriptBrokenException,
          NoContainersException,
          InterruptedException {
    return hosts.reach(selection.one("host", name));
  }

  /** Reaches a host of the inventory. */
  ContainerHost reach(Host host)
      throws UnreachableException,
          ScriptBrokenException,
          NoContainersException,
          InterruptedException {
    return hosts.reach(host);
  }

  Result with(String name, Body body) throws InterruptedException {
    try {
      return body.run(reach(name));
    } catch (UnreachableException e) {
      return HostFailure.of(name, e);
    } catch (ScriptBrokenException e) {
      return HostFailure.of(name, e);
    } catch (NoContainersException e) {
      return HostFailure.of(name, e);
    } catch (ContainerHost.UnreadHost e) {
      return HostFailure.of(e);
    }
  }

  Result withFiles(String name, FileBody body) throws InterruptedException {
    return with(
        name,
        host -> {
          try {
            return body.run(host, host.files());
          } catch (HostFiles.Unreadable e) {
            return Result.failed(FailureReason.HOST_REFUSED, name + ": " + e.getMessage());
          }
        });
  }
}
