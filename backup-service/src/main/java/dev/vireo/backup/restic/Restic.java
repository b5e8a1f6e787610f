package dev.vireo.backup.restic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.backup.domain.repository.ResticFailure;
import dev.vireo.backup.domain.repository.ResticVersion;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The restic of this machine. */
public final class Restic {

  /** What is handed on of the service's own environment: how the network is reached, no secret. */
  private static final List<String> HANDED_ON =
      List.of(
          "PATH",
          "HOME",
          "SSH_AUTH_SOCK",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "TZ");

  private final String program;
  private final Workspace workspace;
  private final CredentialProvider credentials;
  private final Path knownHosts;
  private volatile @Nullable ResticVersion version;

  /**
   * A restic that is not yet looked for.
   *
   * @param program its path, or its name on the {@code PATH}
   * @param knownHosts the keys of SSH servers
   */
  public Restic(
      String program, Workspace workspace, CredentialProvider credentials, Path knownHosts) {
    this.program = program.contains("/") ? Path.of(program).toAbsolutePath().toString() : program;
    this.workspace = workspace;
    this.credentials = credentials;
    this.knownHosts = knownHosts.toAbsolutePath();
  }

  Workspace workspace() {
    return workspace;
  }

  /** The repository of a destination. */
  public Repository repository(Access access) {
    return new Repository(this, access);
  }

  /**
   * Which version it is.
   *
   * @throws ResticException where there is none, or it is too old
   */
  public ResticVersion version() throws ResticException, InterruptedException {
    ResticVersion known = version;
    if (known != null) {
      return known;
    }
    Optional<ResticVersion> seen = ResticVersion.parse(asked());
    if (seen.isEmpty() || !seen.get().usable()) {
      throw new ResticException(
          ResticFailure.OTHER,
          program
              + (seen.isEmpty() ? " does not say that it is restic" : " is restic " + seen.get())
              + "; install restic "
              + ResticVersion.OLDEST
              + " or later, and set VIREO_RESTIC to it");
    }
    version = seen.get();
    return seen.get();
  }

  private String asked() throws ResticException, InterruptedException {
    try {
      Process asked = new ProcessBuilder(program, "version").redirectErrorStream(true).start();
      asked.getOutputStream().close();
      String said = new String(asked.getInputStream().readNBytes(4_000), UTF_8);
      if (!asked.waitFor(30, TimeUnit.SECONDS)) {
        asked.destroyForcibly();
      }
      return said;
    } catch (IOException e) {
      throw new ResticException(
          ResticFailure.OTHER,
          "restic cannot be run as '"
              + program
              + "': "
              + e.getMessage()
              + "; install it on the service's machine, or set VIREO_RESTIC to it");
    }
  }

  /** Starts it on a repository. */
  ResticProcess start(Access access, List<String> arguments)
      throws ResticException, InterruptedException {
    version();
    try {
      Keys keys = Keys.write(workspace, credentials, access, knownHosts);
      boolean started = false;
      try {
        ResticProcess process =
            new ResticProcess(builder(access, keys, arguments).start(), workspace, keys);
        started = true;
        return process;
      } finally {
        if (!started) {
          keys.close();
        }
      }
    } catch (CredentialException e) {
      throw new ResticException(ResticFailure.NO_CREDENTIAL, e.diagnosis().text());
    } catch (IOException e) {
      throw new ResticException(
          ResticFailure.OTHER, "restic could not be started: " + e.getMessage());
    }
  }

  private ProcessBuilder builder(Access access, Keys keys, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(keys.arguments());
    command.addAll(List.of("--cache-dir", workspace.cache(access.destination()).toString()));
    command.addAll(List.of("--cleanup-cache"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // "repair packs" leaves copies of the packs where it is run, and refuses where there are some.
    builder.directory(keys.folder().toFile());
    Map<String, String> environment = builder.environment();
    Map<String, String> ours = Map.copyOf(environment);
    environment.clear();
    HANDED_ON.stream()
        .filter(ours::containsKey)
        .forEach(name -> environment.put(name, ours.getOrDefault(name, "")));
    environment.putAll(keys.environment());
    environment.put("TMPDIR", workspace.temporary().toString());
    environment.put("RESTIC_PROGRESS_FPS", "1");
    return builder;
  }
}
