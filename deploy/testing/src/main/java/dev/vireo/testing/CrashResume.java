package dev.vireo.testing;

import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.local.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The packaged service, ended as by SIGKILL at a chosen point of its work, and started again. What
 * came of the work is for the test to ask of whom it was done to.
 */
public final class CrashResume implements AutoCloseable {

  private final PackagedService packaged;
  private @Nullable ServiceProcess service;

  private CrashResume(PackagedService packaged) {
    this.packaged = packaged;
  }

  /** Starts the service of a domain, which comes to no harm at first. */
  public static CrashResume start(Path folder, Domain domain)
      throws IOException, InterruptedException {
    CrashResume crash = new CrashResume(PackagedService.in(folder, domain));
    crash.service = crash.packaged.start();
    return crash;
  }

  /** Talks to whichever process runs. */
  public Conversation bus() {
    return packaged.bus();
  }

  /** Where credentials are. */
  public Path credentials() {
    return packaged.credentials();
  }

  /** The hosts' keys. */
  public Path knownHosts() {
    return packaged.knownHosts();
  }

  /**
   * Stops the service and starts one that will end itself.
   *
   * @param point such as {@code after-set#2}: when it comes there for the second time
   */
  public void at(String point) throws IOException, InterruptedException {
    running().close();
    service = ServiceProcess.start(packaged.around(), point);
  }

  /** Waits until it has ended where it was told to, and starts another one, which goes on. */
  public void resume() throws IOException, InterruptedException {
    running().halts();
    service = packaged.start();
  }

  /** Fails unless so many commands of a chain have one outcome each, however often it was said. */
  public void requireOneOutcomeEach(String chain, int commands) {
    int seen = requireOneOutcomeEach(chain);
    if (seen != commands) {
      throw new AssertionError("%d commands have an outcome, not %d".formatted(seen, commands));
    }
  }

  /**
   * Fails unless each command of a chain has one outcome, however often it was said.
   *
   * @return how many commands that are
   */
  public int requireOneOutcomeEach(String chain) {
    Map<String, Long> byCommand =
        bus().distinct(Outcome.class).values().stream()
            .filter(e -> e.correlationId().equals(chain))
            .map(Envelope::data)
            .collect(Collectors.groupingBy(Outcome::command, Collectors.counting()));
    if (byCommand.isEmpty() || byCommand.values().stream().anyMatch(n -> n != 1)) {
      throw new AssertionError("outcomes by command: " + byCommand);
    }
    return byCommand.size();
  }

  private ServiceProcess running() {
    if (service == null) {
      throw new IllegalStateException("no service was started");
    }
    return service;
  }

  @Override
  public void close() throws InterruptedException {
    running().close();
    packaged.close();
  }
}
