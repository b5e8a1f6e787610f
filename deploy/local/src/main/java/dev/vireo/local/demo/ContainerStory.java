package dev.vireo.local.demo;

import dev.vireo.local.estate.SimulatedFleet;
import dev.vireo.local.estate.SimulatedFleet.SimulatedHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The second story: from a template file that its host does not show to a container whose network
 * is up. What it ends with is asked of the container itself by OpenSSH's {@code ssh}.
 */
final class ContainerStory {

  private static final String HIDDEN = "Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz";
  private static final String TEMPLATE = "sabayon-5-SpinBase_5.4-1_i386";

  /** The least id that is given to a container; the estate is new, so it is given to this one. */
  private static final String CONTAINER = "101";

  private static final String GATEWAY = "10.20.0.1";

  private final Cli vireo;
  private final SimulatedHost host;
  private final Path folder;
  private final PrintWriter out;

  ContainerStory(Cli vireo, SimulatedHost host, Path folder, PrintWriter out) {
    this.vireo = vireo;
    this.host = host;
    this.folder = folder;
    this.out = out;
  }

  /** Whether the service of containers is there and can be asked. */
  static boolean possible(String service) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create(service + "/templates"))
              .timeout(Duration.ofSeconds(10))
              .build();
      return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells it, and says whether the container reaches its gateway in the end, and not before. */
  boolean tell() throws IOException {
    Files.createDirectories(folder);
    out.println();
    out.println("The second story: a template that nobody sees");
    out.println("---------------------------------------------");
    SimulatedFleet.Lists lists = new SimulatedFleet(List.of(host)).writeLists(folder, "env=demo");
    out.println("$ vireo hosts import hosts.csv --known-hosts hosts.keys");
    boolean good =
        vireo
                .run(
                    "hosts",
                    "import",
                    lists.list().toString(),
                    "--known-hosts",
                    lists.keys().toString())
                .exit()
            == 0;
    good &=
        step(
                "A template lies in its folder, and the host does not offer it. Why?",
                "templates",
                "doctor",
                "--select",
                "name=" + host.name())
            == 0;
    good &= step("It gets the suggested name.", "templates", "rename", host.name(), HIDDEN) == 0;
    good &=
        step(
                "A container is made of it, and started.",
                "containers",
                "create",
                "--select",
                "name=" + host.name(),
                "--template",
                TEMPLATE,
                "--names",
                "web",
                "--addresses",
                "10.20.0.10-10.20.0.20",
                "--start")
            == 1;
    good &=
        ping("The host's tool called that a success. ssh, which shares nothing with Vireo:") != 0;
    good &=
        step(
                "Sabayon is made of Gentoo, and the host knows how Gentoo's network is set up.",
                "templates",
                "map",
                host.name(),
                TEMPLATE,
                "--to",
                "gentoo")
            == 0;
    good &=
        step("The same container once more.", "containers", "restart", host.name(), CONTAINER) == 0;
    good &= ping("And ssh, as before:") == 0;
    out.println();
    out.println(
        good
            ? "The container reaches its gateway, and did not before: ssh and ping show it."
            : "That is not how the story goes: see the first step that went otherwise.");
    return good;
  }

  private int step(String words, String... arguments) {
    out.println();
    out.println("# " + words);
    return vireo.speak(out, arguments);
  }

  /** Asks the container by the host's own tool, over OpenSSH; 0 where its gateway answers. */
  private int ping(String words) throws IOException {
    String command = "vzctl exec " + CONTAINER + " ping -c 1 -W 2 " + GATEWAY;
    out.println();
    out.println("# " + words);
    out.println("$ ssh " + host.name() + " " + command);
    Path known = folder.resolve("known_hosts");
    Files.writeString(known, host.knownHosts() + "\n");
    ProcessBuilder ssh =
        new ProcessBuilder(
                "ssh",
                "-n",
                "-p",
                Integer.toString(host.port()),
                "-o",
                "NumberOfPasswordPrompts=1",
                "-o",
                "ConnectTimeout=10",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + known,
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "PubkeyAuthentication=no",
                "-o",
                "LogLevel=ERROR",
                "-l",
                host.user(),
                host.address(),
                command)
            .redirectErrorStream(true);
    AskPass.tell(ssh.environment(), folder, host.passwordFile());
    return Cli.spoken(ssh, out);
  }
}
