package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import dev.vireo.backup.domain.preflight.HostsFile;
import dev.vireo.backup.domain.preflight.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Cache;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Names and addresses, as programs on this machine see them and as name servers tell them. */
final class Names {

  private final String host;
  private final Path hostsFile;
  private final Optional<InetSocketAddress> nameServer;

  /**
   * Over the given hosts file and name server.
   *
   * @param nameServer empty for those of /etc/resolv.conf
   */
  Names(String host, Path hostsFile, Optional<InetSocketAddress> nameServer) {
    this.host = host;
    this.hostsFile = hostsFile;
    this.nameServer = nameServer;
  }

  /** Whether it is a name and not an address. */
  boolean isName() {
    return !Target.isAddress(host);
  }

  /** The addresses that a connection would go to; none where there are none. */
  List<InetAddress> addresses() {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  Evidence.NameResolved resolved(List<InetAddress> addresses, long millis) {
    List<String> texts = addresses.stream().map(InetAddress::getHostAddress).toList();
    String received = texts.isEmpty() ? "no address is known for it" : String.join(" ", texts);
    String sent = (!isName() ? "took the address " : "asked this machine's resolver for ") + host;
    return new Evidence.NameResolved(new Exchange(sent, received, millis), texts);
  }

  /** The hosts file beside the name servers. */
  Evidence.HostsFileRead hosts() {
    Stopwatch watch = new Stopwatch();
    List<String> inFile = HostsFile.addresses(hostsText(), host);
    // Name servers are asked only where there is something to compare with.
    List<String> inDns = inFile.isEmpty() ? List.of() : dnsAddresses(host);
    String file = inFile.isEmpty() ? "no line for it" : String.join(" ", inFile);
    String dns =
        inFile.isEmpty()
            ? ""
            : "; name servers: " + (inDns.isEmpty() ? "nothing" : String.join(" ", inDns));
    return new Evidence.HostsFileRead(
        new Exchange("looked for " + host + " in " + hostsFile, file + dns, watch.millis()),
        inFile,
        inDns);
  }

  private String hostsText() {
    try {
      return Files.readString(hostsFile, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private List<String> dnsAddresses(String name) {
    try {
      Name absolute = Name.fromString(name, Name.root);
      List<String> all = new ArrayList<>(records(absolute, Type.A));
      all.addAll(records(absolute, Type.AAAA));
      return all.stream().map(Names::canonical).toList();
    } catch (TextParseException e) {
      return List.of();
    }
  }

  /** As the JDK writes an address, so that two spellings of one compare equal. */
  private static String canonical(String address) {
    try {
      return InetAddress.getByName(address).getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }

  /** The names of an address; empty for loopback, whose name says nothing. */
  Optional<Evidence.ReverseLookedUp> reverse(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return Optional.empty();
    }
    Stopwatch watch = new Stopwatch();
    List<String> names =
        records(ReverseMap.fromAddress(address), Type.PTR).stream()
            .map(n -> n.replaceFirst("\\.$", ""))
            .toList();
    boolean leadsBack = names.stream().anyMatch(name -> leadsTo(name, address));
    String received =
        names.isEmpty()
            ? "no name"
            : String.join(" ", names)
                + (leadsBack ? ", which lead back" : ", which lead elsewhere");
    return Optional.of(
        new Evidence.ReverseLookedUp(
            new Exchange(
                "asked name servers for the name of " + address.getHostAddress(),
                received,
                watch.millis()),
            names,
            leadsBack));
  }

  private boolean leadsTo(String name, InetAddress address) {
    return dnsAddresses(name).contains(address.getHostAddress())
        || HostsFile.addresses(hostsText(), name).contains(address.getHostAddress());
  }

  /** Whether an address of the target is one of this machine's. */
  Evidence.OwnAddressesRead own(List<InetAddress> addresses) {
    Stopwatch watch = new Stopwatch();
    List<InetAddress> same =
        addresses.stream().filter(a -> a.isLoopbackAddress() || isOwn(a)).toList();
    String received =
        same.isEmpty()
            ? "none of them"
            : same.getFirst().getHostAddress() + ": target and caller are one machine";
    return new Evidence.OwnAddressesRead(
        new Exchange(
            "looked for the target's addresses on this machine's interfaces",
            received,
            watch.millis()),
        !same.isEmpty());
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** Records of a name, from name servers and no hosts file; none where nobody answers. */
  private List<String> records(Name name, int type) {
    try {
      Lookup lookup = new Lookup(name, type);
      lookup.setResolver(servers());
      lookup.setCache(new Cache());
      lookup.setSearchPath(List.of());
      lookup.setHostsFileParser(null);
      Record[] found = lookup.run();
      return found == null
          ? List.of()
          : List.of(found).stream().map(Record::rdataToString).toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private Resolver servers() throws UnknownHostException {
    Resolver resolver =
        nameServer.isPresent() ? new SimpleResolver(nameServer.get()) : new ExtendedResolver();
    resolver.setTimeout(Duration.ofMillis(1500));
    return resolver;
  }
}
