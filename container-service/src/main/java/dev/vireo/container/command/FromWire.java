package dev.vireo.container.command;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.tool.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What commands say, held against the grammar of each value. */
final class FromWire {

  private FromWire() {}

  static Settings settings(CreateHostContainer c) {
    return new Settings(
        Optional.of(HostName.parse("hostname", c.hostname())),
        Optional.of(addresses(c.addresses())),
        gateway(c.gateway()),
        servers(c.nameservers()),
        domain(c.searchDomain()),
        c.resources() == null ? Settings.NO_RESOURCES : c.resources(),
        Optional.empty());
  }

  static Settings settings(SetContainer c) {
    if (c.noAddress() && !c.addresses().isEmpty()) {
      throw new InvalidMessage("noAddress", "give addresses or say that it shall have none");
    }
    boolean addressed = c.noAddress() || !c.addresses().isEmpty();
    return new Settings(
        Optional.ofNullable(c.hostname()).map(h -> HostName.parse("hostname", h)),
        addressed ? Optional.of(addresses(c.addresses())) : Optional.empty(),
        gateway(c.gateway()),
        servers(c.nameservers()),
        domain(c.searchDomain()),
        c.resources() == null ? Settings.NO_RESOURCES : c.resources(),
        Optional.ofNullable(c.onBoot()));
  }

  static List<Address> addresses(List<String> texts) {
    return texts.stream().map(a -> Address.parse("addresses", a)).toList();
  }

  static Optional<Ipv4> gateway(@Nullable String text) {
    return Optional.ofNullable(text).map(g -> Ipv4.parse("gateway", g));
  }

  static List<Ipv4> servers(List<String> texts) {
    return texts.stream().map(n -> Ipv4.parse("nameservers", n)).toList();
  }

  static Optional<HostName> domain(@Nullable String text) {
    return Optional.ofNullable(text).map(d -> HostName.parse("searchDomain", d));
  }
}
