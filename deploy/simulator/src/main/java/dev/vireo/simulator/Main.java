package dev.vireo.simulator;

import dev.vireo.simulator.appliance.LoginFault;
import dev.vireo.simulator.container.Pace;
import dev.vireo.simulator.estate.Composition;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.host.Delay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the simulated data centre. Runs until it gets SIGTERM. */
@Command(
    name = "vireo-simulator",
    description = "A data centre of simulated ESX, OpenVZ and Proxmox hosts on real SSH.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {
  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  @Option(
      names = "--hosts",
      defaultValue = "12",
      description = "How many hosts (${DEFAULT-VALUE}).")
  private int hosts;

  @Option(
      names = "--luns",
      defaultValue = "8",
      description = "SVC LUNs per host (${DEFAULT-VALUE}).")
  private int luns;

  @Option(
      names = "--paths",
      defaultValue = "8",
      description = "Paths per SVC LUN, at most 16 (${DEFAULT-VALUE}).")
  private int paths;

  @Option(
      names = "--profile",
      defaultValue = "story",
      description = "story: all kinds of arrays; uniform: SVC LUNs only (${DEFAULT-VALUE}).")
  private String profile = "story";

  @Option(
      names = "--port-base",
      defaultValue = "0",
      description = "The first host's SSH port; 0 for free ones.")
  private int portBase;

  @Option(names = "--bind", defaultValue = "127.0.0.1", description = "Address to listen on.")
  private String bind = "127.0.0.1";

  @Option(names = "--user", defaultValue = "root", description = "Who may log in.")
  private String user = "root";

  @Option(
      names = "--password-file",
      description = "The password; made, readable by its owner only, if there is none.")
  private @Nullable Path passwordFile;

  @Option(names = "--authorized-keys", description = "Public keys that are accepted too.")
  private @Nullable Path authorizedKeys;

  @Option(
      names = "--legacy-crypto",
      description = "4.1 and 5.5 hosts offer the SSH algorithms of their time only.")
  private boolean legacyCrypto;

  @Option(names = "--state", description = "Folder of what survives a restart.")
  private @Nullable Path state;

  @Option(names = "--log", description = "File of JSON lines, one for each esxcli call.")
  private @Nullable Path log;

  @Option(
      names = "--delay-ms",
      defaultValue = "0",
      description = "How long an esxcli call takes, in milliseconds.")
  private long delay;

  @Option(
      names = "--jitter-ms",
      defaultValue = "0",
      description = "Up to so many milliseconds more, at random.")
  private long jitter;

  @Option(
      names = "--fault",
      description =
          "KIND[:HOST[:DEVICE or NUMBER]][@TIMES], repeatable; without a host the first one, * for"
              + " all.")
  private List<String> faults = List.of();

  @Option(
      names = "--control-port",
      defaultValue = "-1",
      description = "HTTP control endpoint; 0 for a free port, negative for none.")
  private int controlPort;

  @Option(
      names = "--vcenter-port",
      defaultValue = "-1",
      description = "vCenter endpoint; 0 for a free port, negative for none.")
  private int vcenterPort;

  @Option(
      names = "--openvz",
      defaultValue = "0",
      description = "Hosts of Proxmox VE 1.7: OpenVZ over SSH (${DEFAULT-VALUE}).")
  private int openvz;

  @Option(
      names = "--openvz7",
      defaultValue = "0",
      description = "Hosts of OpenVZ 7: prlctl over SSH (${DEFAULT-VALUE}).")
  private int openvz7;

  @Option(
      names = "--pve3",
      defaultValue = "0",
      description = "Hosts of Proxmox VE 3.4: OpenVZ over REST and SSH (${DEFAULT-VALUE}).")
  private int pve3;

  @Option(
      names = "--pve8",
      defaultValue = "0",
      description = "Hosts of Proxmox VE 8: LXC over REST and SSH (${DEFAULT-VALUE}).")
  private int pve8;

  @Option(
      names = "--pve8-cluster",
      defaultValue = "",
      description = "Name of the cluster that the hosts of Proxmox VE 8 are of; else none.")
  private String pve8Cluster = "";

  @Option(
      names = "--container-delay-ms",
      defaultValue = "2000",
      description =
          "How long creating a container takes, in milliseconds; starting takes half of it"
              + " (${DEFAULT-VALUE}).")
  private long containerDelay;

  @Option(
      names = "--appliance",
      paramLabel = "FAULT",
      description =
          "A backup appliance on the first host of containers, and what is wrong with its logins:"
              + " own-address-refused is the story's; none, session-forgotten, locked, expired,"
              + " unknown, wrong-password, name-form, source-not-allowed.")
  private @Nullable String appliance;

  @Option(names = "--ready-file", description = "Written when every host answers.")
  private @Nullable Path readyFile;

  public static void main(String[] arguments) {
    if (System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "warn");
    }
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Options options;
    try {
      options = options();
    } catch (IllegalArgumentException e) {
      System.err.println("vireo-simulator: " + e.getMessage());
      return 2;
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  try {
                    stopped.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    try (DataCentre centre = DataCentre.start(options)) {
      ReadyFile ready = ReadyFile.of(centre);
      if (readyFile != null) {
        Json.writeAtomically(readyFile, ready);
      }
      System.out.println(ready.hosts().size() + " hosts listen on " + bind);
      stop.await();
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("vireo-simulator: " + e.getMessage());
      return 1;
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private Options options() {
    return new Options(
        hosts,
        new Composition(Composition.Profile.valueOf(profile.toUpperCase(Locale.ROOT)), luns, paths),
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        false,
        new Delay(delay, jitter),
        faults.stream().map(Fault::parse).toList(),
        controlPort,
        vcenterPort,
        new ContainerOptions(openvz, openvz7, pve3, pve8, pve8Cluster, Pace.of(containerDelay)),
        appliance == null ? null : LoginFault.parse(appliance));
  }
}
