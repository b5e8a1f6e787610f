package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Safeguard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.ExecutionException;

/**
 * A {@link TextMaster} as a process, asked by lines: {@code A key text}, {@code W key text}, {@code
 * R key}, {@code S}. Answers: {@code D text} done, {@code N why} not done, {@code U why} unknown.
 */
public final class TextMasterMain {

  private TextMasterMain() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments bootstrap servers, topic, id, tablets, then rules that are left out; the port
   *     that it listens on is printed
   */
  public static void main(String[] arguments) throws IOException {
    EnumSet<Safeguard> rules = EnumSet.allOf(Safeguard.class);
    Arrays.stream(arguments).skip(4).map(Safeguard::valueOf).forEach(rules::remove);
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var master =
          new TextMaster(
              TextMaster.settings(
                  arguments[0],
                  arguments[1],
                  arguments[2],
                  server.getLocalPort(),
                  Integer.parseInt(arguments[3])),
              rules);
      System.out.println(server.getLocalPort());
      while (true) {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client, master));
      }
    }
  }

  private static void serve(Socket client, TextMaster master) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
      String line;
      while ((line = in.readLine()) != null) {
        out.println(answer(line.split(" ", -1), master));
      }
    } catch (IOException | InterruptedException | ExecutionException gone) {
      // The client sees the end of its connection.
    }
  }

  private static String answer(String[] words, TextMaster master)
      throws InterruptedException, ExecutionException {
    if (words[0].equals("S")) {
      long serving =
          master.log.states().stream().filter(state -> state.phase().equals("SERVING")).count();
      long warm = master.log.states().stream().filter(MasterLog.TabletState::warm).count();
      return "D " + serving + " " + warm + " " + master.replays;
    }
    var asked =
        switch (words[0]) {
          case "A" -> master.append(words[1], words[2]);
          case "W" -> master.write(words[1], words[2]);
          default -> master.read(words[1]);
        };
    return switch (asked.get()) {
      case TextMaster.Answer.Done(String text) -> "D " + text;
      case TextMaster.Answer.Refused(String why) -> "N " + why;
      case TextMaster.Answer.Unknown(String why) -> "U " + why;
    };
  }
}
