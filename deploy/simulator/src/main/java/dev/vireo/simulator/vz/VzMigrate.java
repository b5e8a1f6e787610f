package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.tool.TreeCopy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code vzmigrate}: copies a container's private area and configuration to another host, starts it
 * there if it ran, and takes it away here. The other host is told by the port of its sshd, since
 * all simulated hosts have one address.
 */
final class VzMigrate {

  private static final Pattern PORT = Pattern.compile("-p *([0-9]{1,5})");

  private final ContainerHost host;
  private final VzPeer from;
  private final IntFunction<Optional<VzPeer>> peers;

  VzMigrate(ContainerHost host, VzPeer from, IntFunction<Optional<VzPeer>> peers) {
    this.host = host;
    this.from = from;
    this.peers = peers;
  }

  /** Runs a command line without the program's name; its exit code. */
  int run(List<String> words, Session session, Console console) throws IOException {
    int port = 22;
    List<String> rest = new ArrayList<>();
    for (String word : words) {
      Matcher given = PORT.matcher(word);
      if (word.startsWith("--ssh=") && given.find()) {
        port = Integer.parseInt(given.group(1));
      } else if (!word.equals("--online") && !word.equals("-v")) {
        rest.add(word);
      }
    }
    if (rest.size() != 2 || !rest.get(1).matches("[0-9]{1,9}")) {
      console.complain("Usage: vzmigrate [--ssh=<options>] [--online] <destination> <CTID>");
      return 1;
    }
    int id = Integer.parseInt(rest.get(1));
    Optional<VzPeer> peer = peers.apply(port);
    if (peer.isEmpty()) {
      console.complain(
          "ssh: connect to host " + rest.getFirst() + " port " + port + ": Connection refused");
      console.complain("Can't connect to destination address using public key");
      return 2;
    }
    return peer.get().ids().contains(id)
        ? refused(console, "CT #" + id + " already exists on destination node")
        : moved(id, rest.getFirst(), peer.get(), session, console);
  }

  private static int refused(Console console, String why) throws IOException {
    console.complain("Error: " + why);
    return 3;
  }

  private int moved(int id, String address, VzPeer peer, Session session, Console console)
      throws IOException {
    if (!host.files().isFile(from.configOf(id))) {
      return refused(console, "CT #" + id + " doesn't exist");
    }
    console.say("Starting migration of CT " + id + " to " + address);
    console.say("Preparing remote node");
    console.say("Syncing private");
    return move(id, peer, session, console);
  }

  /** Moves a container that the peer has none of the same id of; the exit code of what failed. */
  int move(int id, VzPeer peer, Session session, Console console) throws IOException {
    Console silent = new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    boolean ran = host.guests().isRunning(id);
    if (ran) {
      console.say("Stopping container");
      from.vzctl().run(list("stop", id), session, InputStream.nullInputStream(), silent);
    }
    TreeCopy.copy(host.files(), from.areaOf(id), peer.files(), peer.areaOf(id));
    peer.files().makeDirectories(peer.rootOf(id));
    peer.files().put(peer.configOf(id), host.files().content(from.configOf(id)));
    if (ran) {
      console.say("Starting container");
      int exit =
          peer.vzctl().run(list("start", id), session, InputStream.nullInputStream(), console);
      if (exit != 0) {
        return exit;
      }
    }
    console.say("Cleanup");
    if (host.files().isMounted(from.rootOf(id))) {
      from.vzctl().run(list("umount", id), session, InputStream.nullInputStream(), silent);
    }
    return from.vzctl().run(list("destroy", id), session, InputStream.nullInputStream(), silent);
  }

  private static List<String> list(String action, int id) {
    return List.of(action, Integer.toString(id));
  }
}
