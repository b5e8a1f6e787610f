package dev.vireo.backup.command;

import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.domain.preflight.Diagnoser;
import dev.vireo.backup.domain.preflight.Diagnosis;
import dev.vireo.backup.domain.preflight.Sight;
import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.backup.domain.preflight.TargetKind;
import dev.vireo.backup.probe.Authorities;
import dev.vireo.backup.probe.Here;
import dev.vireo.backup.probe.Preflight;
import dev.vireo.backup.probe.Vantage;
import dev.vireo.backup.vantage.SshVantage;
import dev.vireo.bus.backup.ConnectionKind;
import dev.vireo.bus.backup.DiagnoseConnection;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.ssh.SshHosts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a backup target from the places that were named, and says why it cannot be worked with.
 *
 * <p>Logins are counted over crashes, too: what may have spent one is written down before, and a
 * run that comes after it spends none.
 */
final class DiagnoseHandler implements CommandHandler<DiagnoseConnection> {

  private static final String LOGIN = "login";
  private static final int ONE_ATTEMPT = 1;
  private static final int HOLD_SECONDS = 1;

  private final HostSelection hosts;
  private final SshHosts ssh;
  private final HostConnections connections;
  private final CredentialProvider credentials;

  DiagnoseHandler(
      HostSelection hosts,
      SshHosts ssh,
      HostConnections connections,
      CredentialProvider credentials) {
    this.hosts = hosts;
    this.ssh = ssh;
    this.connections = connections;
    this.credentials = credentials;
  }

  @Override
  public Result handle(Handling<DiagnoseConnection> handling) throws InterruptedException {
    DiagnoseConnection c = handling.command();
    Target target = target(c.target(), c.kind());
    Optional<CredentialRef> password = password(c);
    Optional<String> pin = pin(c.certificateSha256());
    List<Place> places = places(c.from());
    if (handling.intents().containsKey(LOGIN)) {
      return Result.failed(
          FailureReason.STOPPED,
          "the service was interrupted while it may have logged in to "
              + target
              + "; no login is repeated by itself, since refusals lock accounts. Give the command"
              + " again");
    }
    List<Vantage> reached = new ArrayList<>();
    for (Place place : places) {
      try {
        reached.add(reach(place));
      } catch (UnreachableException e) {
        return Result.failed(
            FailureReason.UNREACHABLE,
            place.name()
                + " cannot be looked from: "
                + e.getMessage()
                + ". Nothing was asked of "
                + target);
      }
    }
    try (Secret secret = password.isPresent() ? credentials.secret(password.get()) : none()) {
      if (password.isPresent()) {
        handling.intend(List.of(new Journal.Intent(LOGIN, "as " + c.user())));
      }
      List<Sight> sights =
          new Preflight(Authorities.with(Optional.empty()))
              .look(
                  reached,
                  target,
                  new Preflight.Permission(
                      pin,
                      Optional.ofNullable(c.user()),
                      secret.text(),
                      Duration.ofSeconds(or(c.holdSeconds(), HOLD_SECONDS)),
                      or(c.attempts(), ONE_ATTEMPT)));
      handling.checkpoint("looked");
      Diagnosis diagnosis = Diagnoser.diagnose(target, sights);
      handling.publish(ToWire.of(diagnosis));
      return Result.done(
          diagnosis.healthy()
              ? target + " can be worked with"
              : target + ": " + diagnosis.cause() + ", " + diagnosis.confidence(),
          Map.of(
              "target", target.toString(),
              "cause", diagnosis.cause().name(),
              "confidence", diagnosis.confidence().name()));
    } catch (CredentialException e) {
      return Result.rejected("password", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Result.failed(
          FailureReason.INTERNAL, "the authorities that are trusted here: " + e.getMessage());
    }
  }

  private static Secret none() {
    return Secret.of("");
  }

  private static int or(@Nullable Integer given, int usual) {
    return given == null ? usual : given;
  }

  private static Target target(String text, @Nullable ConnectionKind kind) {
    TargetKind usual =
        text.endsWith(":" + TargetKind.PVE.port()) ? TargetKind.PVE : TargetKind.HTTPS;
    try {
      return Target.parse(text, kind == null ? usual : ToWire.kind(kind));
    } catch (IllegalArgumentException e) {
      throw new MalformedValue("target", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<CredentialRef> password(DiagnoseConnection c) {
    String user = c.user();
    String reference = c.password();
    if ((user == null) != (reference == null)) {
      throw new MalformedValue(
          user == null ? "user" : "password", "user and password are given together or not at all");
    }
    if (user == null || reference == null) {
      return Optional.empty();
    }
    if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
      throw new MalformedValue("user", "it is the name of an account, on one line");
    }
    try {
      return Optional.of(CredentialRef.parse(CredentialKind.PASSWORD, reference));
    } catch (IllegalArgumentException e) {
      throw new MalformedValue("password", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> pin(@Nullable String fingerprint) {
    if (fingerprint != null && !fingerprint.replace(":", "").matches("[0-9A-Fa-f]{64}")) {
      throw new MalformedValue(
          "certificateSha256", "a fingerprint is 64 hexadecimal digits, with or without ':'");
    }
    return Optional.ofNullable(fingerprint);
  }

  /**
   * A place that was named.
   *
   * @param host empty for the service's own machine
   */
  private record Place(String name, Optional<Host> host) {}

  private List<Place> places(List<String> from) throws InterruptedException {
    List<String> names = from.isEmpty() ? List.of(Here.NAME) : from;
    List<Place> places = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new MalformedValue("from", "'" + name + "' is named twice");
      }
      places.add(
          new Place(
              name,
              name.equals(Here.NAME) ? Optional.empty() : Optional.of(hosts.one("from", name))));
    }
    return places;
  }

  private Vantage reach(Place place) throws UnreachableException, InterruptedException {
    return place.host().isEmpty()
        ? new Here()
        : new SshVantage(
            place.name(), ssh.connect(connections.target(place.host().get().connection())));
  }
}
