package dev.vireo.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.inventory.HostDiscovered;
import dev.vireo.bus.inventory.VCenter;
import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import dev.vireo.console.files.CredentialFolder;
import dev.vireo.console.print.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vireo hosts discover}. */
@Command(
    name = "discover",
    description = {
      "Looks for hosts at addresses, in a network, or behind a vCenter.",
      "With --host-user and a credential for it, what is found is also registered."
    })
final class HostsDiscoverCommand extends Task {

  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  /** One of these. */
  static final class Where {

    @Option(
        names = "--address",
        paramLabel = "HOST[:PORT]",
        arity = "1..*",
        split = ",",
        description = "Addresses to try.")
    private List<String> addresses = List.of();

    @Option(
        names = "--network",
        paramLabel = "CIDR",
        description = "A network to try, such as 192.0.2.0/24.")
    private @Nullable String network;

    @ArgGroup(exclusive = false)
    private @Nullable VCenterOptions vcenter;
  }

  /** A vCenter and how it is asked. */
  static final class VCenterOptions {

    @Option(
        names = "--vcenter",
        required = true,
        paramLabel = "HOST[:PORT]",
        description = "A vCenter to ask.")
    private String address = "";

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Its account.")
    private String user = "";

    @ArgGroup(multiplicity = "1")
    private VCenterCredential credential = new VCenterCredential();

    @Option(
        names = "--certificate-sha256",
        paramLabel = "HEX",
        description = "Fingerprint of its certificate, where no known authority has signed it.")
    private @Nullable String certificateSha256;
  }

  /** One of these. */
  static final class VCenterCredential {

    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description = "The account's password, mode 0600.")
    private @Nullable Path passwordFile;

    @Option(names = "--credential", paramLabel = "REF", description = "Or a reference to it.")
    private @Nullable String reference;
  }

  @Option(names = "--port", paramLabel = "PORT", description = "SSH port to try in a network.")
  private @Nullable Integer port;

  @Option(
      names = "--per-second",
      paramLabel = "N",
      description = "Connections begun per second at most.")
  private @Nullable Integer perSecond;

  @Option(
      names = "--host-user",
      paramLabel = "USER",
      description = "Register what is found, with this account.")
  private @Nullable String hostUser;

  @Option(names = "--host-key", paramLabel = "FILE", description = "That account's private key.")
  private @Nullable Path hostKey;

  @Option(
      names = "--host-passphrase-file",
      paramLabel = "FILE",
      description = "That key's passphrase.")
  private @Nullable Path hostPassphraseFile;

  @Option(
      names = "--host-password-file",
      paramLabel = "FILE",
      description = "That account's password.")
  private @Nullable Path hostPasswordFile;

  @Option(
      names = "--host-credential",
      paramLabel = "REF",
      description = "Or a reference to its credential.")
  private @Nullable String hostCredential;

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description = "Accept the host keys in this file.")
  private @Nullable Path knownHosts;

  @Option(names = "--trust-on-first-use", description = "Accept the first key each host shows.")
  private boolean trustOnFirstUse;

  @Option(
      names = "--legacy-crypto",
      description = "Also speak the old algorithms of ESX 4.x and 5.x.")
  private boolean legacyCrypto;

  @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag they get.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Mixin private WaitOptions wait;

  @Override
  Exit run(Console console) {
    DiscoverHosts command =
        new DiscoverHosts(
            where.addresses,
            where.network,
            vcenter(console),
            port,
            connection(console),
            tags,
            perSecond);
    return new Delivery(console, wait)
        .give(
            command,
            Set.of(HostDiscovered.class),
            (outcome, heard) -> {
              List<HostDiscovered> found = heard.bodies(HostDiscovered.class);
              ObjectNode document = Result.document(outcome, heard);
              document.set("found", Json.MAPPER.valueToTree(found));
              return Result.show(
                  console,
                  outcome,
                  heard,
                  document,
                  paper -> {
                    if (!found.isEmpty()) {
                      paper.table(table(), found);
                    }
                  });
            });
  }

  private static Table<HostDiscovered> table() {
    return new Table<HostDiscovered>()
        .text("address", HostDiscovered::address)
        .text("name", host -> or(host.name()))
        .text("product", host -> or(host.product()))
        .text("version", host -> or(host.version()))
        .text("build", host -> or(host.build()))
        .text("registered as", host -> or(host.registeredAs()))
        .text("found by", HostDiscovered::foundBy)
        .text("banner", host -> or(host.banner()));
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  private @Nullable VCenter vcenter(Console console) {
    VCenterOptions given = where.vcenter;
    if (given == null) {
      return null;
    }
    String reference =
        given.credential.passwordFile != null
            ? AccountOptions.kept(
                console,
                given.credential.passwordFile,
                "vcenter-" + fileName(given.address),
                CredentialFolder.Use.PASSWORD)
            : or(given.credential.reference);
    return new VCenter(given.address, given.user, reference, given.certificateSha256);
  }

  private @Nullable Connection connection(Console console) {
    if (hostUser == null) {
      if (hostKey != null
          || hostPassphraseFile != null
          || hostPasswordFile != null
          || hostCredential != null) {
        throw Trouble.refused(
            "A credential of the hosts is given, but no account", "add --host-user USER");
      }
      return null;
    }
    String what =
        where.network != null
            ? where.network
            : where.vcenter != null ? where.vcenter.address : where.addresses.getFirst();
    return new AccountOptions(
            hostUser,
            hostKey,
            hostPassphraseFile,
            hostPasswordFile,
            hostCredential,
            null,
            null,
            knownHosts,
            trustOnFirstUse,
            legacyCrypto)
        .connection(console, "found-" + fileName(what), "(as found)");
  }

  private static String fileName(String text) {
    return text.replaceAll("[^A-Za-z0-9.-]", "_");
  }
}
