package dev.vireo.bus.service.query;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.selector.Selector;
import dev.vireo.bus.selector.SelectorSyntaxException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hosts that a question is about. */
@ApplicationScoped
public class WhichHosts {

  private final HostDirectory directory;

  WhichHosts(HostDirectory directory) {
    this.directory = directory;
  }

  /**
   * Names of the hosts; empty if it is about all.
   *
   * @throws InvalidMessage if the selector is none, or both are given
   */
  public Optional<List<String>> of(@Nullable String host, @Nullable String select) {
    if (host != null && select != null) {
      throw new InvalidMessage("select", "give a host or a selector, not both");
    }
    if (host != null) {
      return Optional.of(List.of(host));
    }
    if (select == null) {
      return Optional.empty();
    }
    try {
      Selector selector = Selector.parse(select);
      return Optional.of(
          directory.all().stream()
              .filter(each -> selector.matches(HostSelection.facts(each)))
              .map(Host::name)
              .toList());
    } catch (SelectorSyntaxException e) {
      throw new InvalidMessage("select", String.valueOf(e.getMessage()));
    }
  }

  /**
   * An answer about one host that is empty is a good answer only if there is that host.
   *
   * @throws NotHere if there is not
   */
  public <T> Shown<T> known(@Nullable String host, Shown<T> found) {
    var unused = known(host, found.items());
    return found;
  }

  /**
   * An answer about one host that is empty is a good answer only if there is that host.
   *
   * @throws NotHere if there is not
   */
  public <T> List<T> known(@Nullable String host, List<T> found) {
    if (host != null && found.isEmpty() && directory.find(host).isEmpty()) {
      throw new NotHere("host", "no host is registered as '" + host + "', and none was scanned");
    }
    return found;
  }
}
