package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Safeguard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A master that runs as a process of its own, and what can be done to it. */
public final class MasterProcess implements AutoCloseable {

  private final Process process;
  public final int port;

  private MasterProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param main takes what {@link TextMasterMain} takes, and prints where it listens
   */
  public static MasterProcess start(
      Class<?> main,
      String bootstrap,
      String topic,
      String id,
      int tablets,
      List<Safeguard> leftOut)
      throws IOException {
    return start(
        List.of(), main, bootstrap, topic, id, tablets, leftOut.stream().map(Enum::name).toList());
  }

  /**
   * As above.
   *
   * @param within words before the command, such as {@code ip netns exec NAME}; what they name ends
   *     in the process itself
   * @param more further arguments
   */
  public static MasterProcess start(
      List<String> within,
      Class<?> main,
      String bootstrap,
      String topic,
      String id,
      int tablets,
      List<String> more)
      throws IOException {
    List<String> command = new ArrayList<>(within);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName(),
            bootstrap,
            topic,
            id,
            Integer.toString(tablets)));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String port = out.readLine();
    if (port == null) {
      throw new IOException("the master " + id + " did not start");
    }
    return new MasterProcess(process, Integer.parseInt(port));
  }

  /** Ends it at once. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Stops it where it is, as a long pause would. */
  public void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void wake() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
