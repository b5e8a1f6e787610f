package dev.vireo.backup.probe;

import dev.vireo.backup.domain.preflight.CheckName;
import dev.vireo.backup.domain.preflight.Evidence;
import dev.vireo.backup.domain.preflight.Exchange;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether full Ethernet frames get through, by the system's {@code ping}: Java can set no "do not
 * fragment".
 */
final class Ping {

  /** 1500 bytes less 20 of IPv4 and 8 of ICMP; less 40 and 8 for IPv6. */
  private static final int FULL_V4 = 1472;

  private static final int FULL_V6 = 1452;

  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/ping"), Path.of("/bin/ping"), Path.of("/sbin/ping"));

  private Ping() {}

  static Evidence path(Bounded threads, InetAddress address) throws InterruptedException {
    Optional<Path> program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    int full = address instanceof Inet4Address ? FULL_V4 : FULL_V6;
    String sent = "pings of 56 and %d bytes, not to be fragmented".formatted(full);
    if (program.isEmpty()) {
      return new Evidence.NotChecked(
          new Exchange(sent, "not made: there is no ping on this machine", 0), CheckName.MTU);
    }
    Stopwatch watch = new Stopwatch();
    var small = threads.begin(() -> answered(program.get(), address, 56));
    var large = threads.begin(() -> answered(program.get(), address, full));
    boolean smallCame = Bounded.await(small, Ports.PATIENCE, false);
    boolean largeCame = Bounded.await(large, Ports.PATIENCE, false);
    return new Evidence.PathPinged(
        new Exchange(
            sent,
            "%s, %s".formatted(answer(smallCame, "small"), answer(largeCame, "full-sized")),
            watch.millis()),
        smallCame,
        largeCame);
  }

  private static String answer(boolean came, String which) {
    return which + (came ? " one answered" : " one not answered");
  }

  private static boolean answered(Path program, InetAddress address, int bytes)
      throws IOException, InterruptedException {
    Process ping =
        new ProcessBuilder(
                program.toString(),
                "-n",
                "-c",
                "1",
                "-W",
                "1",
                "-M",
                "do",
                "-s",
                Integer.toString(bytes),
                address.getHostAddress())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return ping.waitFor(2, TimeUnit.SECONDS) && ping.exitValue() == 0;
    } finally {
      ping.destroyForcibly();
    }
  }
}
