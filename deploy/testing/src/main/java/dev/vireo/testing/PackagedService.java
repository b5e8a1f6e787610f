package dev.vireo.testing;

import dev.vireo.bus.Domain;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.local.testing.ServiceProcess.Surroundings;
import dev.vireo.local.testing.TestBackends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the packaged service of a module stands on when tests start and end it as a process: the
 * broker, a database that only these processes have, a folder, and somebody who talks to them.
 */
public final class PackagedService implements AutoCloseable {

  private final Surroundings around;
  private final Conversation bus;

  private PackagedService(Surroundings around, Conversation bus) {
    this.around = around;
    this.bus = bus;
  }

  /** For the service of a domain; none is started yet. */
  public static PackagedService in(Path folder, Domain domain)
      throws IOException, InterruptedException {
    TestBackends backends = TestBackends.shared();
    Surroundings around =
        new Surroundings(backends.bootstrapServers(), backends.newDatabase(domain.word()), folder);
    Files.createDirectory(around.credentials());
    return new PackagedService(around, new Conversation(around.kafka(), domain));
  }

  /** What each process is given. */
  public Surroundings around() {
    return around;
  }

  /** Talks to whichever process runs. */
  public Conversation bus() {
    return bus;
  }

  /** Where credentials are. */
  public Path credentials() {
    return around.credentials();
  }

  /** The hosts' keys. */
  public Path knownHosts() {
    return around.knownHosts();
  }

  /** Starts a process of the service. */
  public ServiceProcess start() throws IOException {
    return ServiceProcess.start(around, "");
  }

  /**
   * Starts a process of the service.
   *
   * @param haltAt where it ends as SIGKILL would end it, such as {@code after-set#2}; empty:
   *     nowhere
   * @param leaseTerm how long its leases are, such as {@code 5s}
   * @param environment further variables, and others instead of the usual ones
   */
  public ServiceProcess start(String haltAt, String leaseTerm, Map<String, String> environment)
      throws IOException {
    return ServiceProcess.start(around, haltAt, leaseTerm, environment);
  }

  @Override
  public void close() throws InterruptedException {
    bus.close();
  }
}
