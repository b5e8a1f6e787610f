package dev.vireo.bench.backup;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Checkout;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bench.estate.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code vireo backup diagnose} from the start of the script to its end, exit code included. */
final class Preflights {

  private static final double HEALTHY_SECONDS = 2;
  private static final double FILTERED_SECONDS = 10;
  private static final int CONNECT_MILLIS = 300;
  private static final int MOST_WAITING = 64;

  private final Checkout checkout;
  private final BenchEstate estate;

  Preflights(Checkout checkout, BenchEstate estate) {
    this.checkout = checkout;
    this.estate = estate;
  }

  void run(Report report) throws IOException {
    BenchEstate.Appliance appliance = estate.appliance();
    URI url = URI.create(appliance.url());
    List<String> healthy =
        List.of(
            url.getHost() + ":" + url.getPort(),
            "--kind",
            "appliance",
            "--user",
            appliance.user(),
            "--password-file",
            appliance.passwordFile(),
            "--certificate-sha256",
            appliance.sha256());
    double unused = diagnosed(healthy, 0);
    double seconds = diagnosed(healthy, 0);
    report.line(
        "preflight of a healthy target, with login, the session kept for 1 s, and the start of the"
            + " program: %.2f s",
        seconds);
    report.claim(Claim.atMost("seconds of a healthy target", seconds, HEALTHY_SECONDS));
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = filled(silent);
      try {
        seconds = diagnosed(List.of("127.0.0.1:" + silent.getLocalPort(), "--kind", "https"), 1);
      } finally {
        for (Socket each : waiting) {
          each.close();
        }
      }
    }
    report.line("preflight of a port that answers nothing at all: %.2f s", seconds);
    report.claim(Claim.atMost("seconds of a filtered target", seconds, FILTERED_SECONDS));
  }

  /** Connects until the queue of a server that accepts none is full: its port is silent then. */
  private static List<Socket> filled(ServerSocket server) throws IOException {
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < MOST_WAITING; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(
            new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), CONNECT_MILLIS);
      } catch (IOException full) {
        return waiting;
      }
    }
    throw new NotMeasured("this machine's TCP answers for a server whose queue is full");
  }

  private double diagnosed(List<String> arguments, int exit) {
    List<String> command =
        new ArrayList<>(List.of(checkout.script().toString(), "backup", "diagnose"));
    command.addAll(arguments);
    long began = System.nanoTime();
    Program.Ended ended =
        Program.run(
            command,
            Map.of("VIREO_HOME", estate.folder().toString()),
            estate.folder().resolve("diagnose.err"));
    double seconds = (System.nanoTime() - began) / 1e9;
    if (ended.exit() != exit) {
      throw new NotMeasured(
          "vireo backup diagnose ended with "
              + ended.exit()
              + " where "
              + exit
              + " was to come: "
              + ended.stdout());
    }
    return seconds;
  }
}
