package dev.vireo.hypervisor.vsphere;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.vsphere.SoapRequest.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a vCenter answers about its hosts, read. Pure. */
final class HostAnswers {

  private HostAnswers() {}

  /**
   * A page.
   *
   * @param token of the next page; empty: this is the last
   */
  record Page(List<VSphereHost> hosts, Optional<String> token) {}

  /**
   * A page of hosts.
   *
   * @param result the {@code returnval}; an account that may see nothing gets none at all
   */
  static Page page(Optional<XmlElement> result) {
    return new Page(
        result.stream()
            .flatMap(r -> r.all("objects"))
            .filter(o -> o.child("obj").filter(x -> x.type().equals("HostSystem")).isPresent())
            .map(HostAnswers::host)
            .toList(),
        result.flatMap(r -> r.textAt("token")));
  }

  private static VSphereHost host(XmlElement object) {
    Map<String, XmlElement> values = new HashMap<>();
    object
        .all("propSet")
        .forEach(p -> p.child("val").ifPresent(v -> values.put(p.textAt("name").orElse(""), v)));
    String id = object.textAt("obj").orElse("");
    String name = text(values, "name").orElse(id);
    Optional<XmlElement> product = Optional.ofNullable(values.get("summary.config.product"));
    return new VSphereHost(
        id,
        name,
        namesPort(name)
            ? name
            : Optional.ofNullable(values.get("config.virtualNicManagerInfo.netConfig"))
                .flatMap(HostAnswers::managementAddress)
                .orElse(name),
        text(values, "runtime.connectionState").orElse("unknown"),
        product.flatMap(p -> p.textAt("version")).orElse(null),
        product.flatMap(p -> p.textAt("build")).orElse(null),
        product.flatMap(p -> p.textAt("fullName")).orElse(null));
  }

  /** Whether somebody took the pains to say by which port the host is reached. */
  private static boolean namesPort(String name) {
    return name.matches("[^:]+:[0-9]+|\\[[^\\]]+]:[0-9]+");
  }

  private static Optional<String> text(Map<String, XmlElement> values, String name) {
    return Optional.ofNullable(values.get(name)).map(XmlElement::text).filter(t -> !t.isEmpty());
  }

  /** The address of a virtual adapter that is selected for management; IPv6 in brackets. */
  private static Optional<String> managementAddress(XmlElement netConfigs) {
    return netConfigs.children().stream()
        .filter(n -> n.textAt("nicType").filter("management"::equals).isPresent())
        .flatMap(
            n -> {
              Set<String> selected =
                  n.all("selectedVnic").map(XmlElement::text).collect(Collectors.toSet());
              return n.all("candidateVnic")
                  .filter(c -> selected.contains(c.textAt("key").orElse("")))
                  .flatMap(c -> c.textAt("spec", "ip", "ipAddress").stream());
            })
        .flatMap(address -> usable(address).stream())
        .findFirst();
  }

  private static Optional<String> usable(String address) {
    String bracketed = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    try {
      HostAddress parsed = HostAddress.parse(bracketed);
      return parsed.host().equals("0.0.0.0") ? Optional.empty() : Optional.of(bracketed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A reference that the service content names. */
  static Optional<Ref> ref(XmlElement content, String name) {
    return content.child(name).map(e -> new Ref(e.type(), e.text()));
  }
}
