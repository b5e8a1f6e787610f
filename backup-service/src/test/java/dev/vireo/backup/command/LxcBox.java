package dev.vireo.backup.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A folder of containers of this machine's own LXC, with one in it: a root file system of BusyBox,
 * without a network. What is true of them is asked of {@code lxc-*} itself.
 */
final class LxcBox implements AutoCloseable {

  private static final List<String> PROGRAMS =
      List.of("/usr/bin/lxc-start", "/usr/bin/lxc-freeze", "/usr/bin/lxc-destroy", "/bin/busybox");

  private static final String MAKE =
      """
      set -e
      r="$1/rootfs"
      mkdir -p "$r/bin" "$r/sbin" "$r/etc" "$r/proc" "$r/sys" "$r/dev" "$r/tmp" "$r/root" "$r/srv"
      cp /bin/busybox "$r/bin/busybox"
      for a in sh cat true sleep init; do ln -s busybox "$r/bin/$a"; done
      ln -s ../bin/busybox "$r/sbin/init"
      printf 'root:x:0:0:root:/root:/bin/sh\\n' > "$r/etc/passwd"
      printf '::sysinit:/bin/true\\n' > "$r/etc/inittab"
      echo 'what was there' > "$r/srv/page"
      chown 33:33 "$r/srv/page"
      """;

  private static final String CONFIG =
      """
      lxc.include = /usr/share/lxc/config/common.conf
      lxc.rootfs.path = dir:%1$s/rootfs
      lxc.uts.name = web
      lxc.apparmor.profile = unconfined
      lxc.net.0.type = empty
      lxc.start.auto = 1
      """;

  private final Path folder;

  private LxcBox(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes it, and starts the container {@code web}. Where the machine lacks what it takes, or its
   * kernel or the rights of who runs the test refuse, the test is skipped, and says what refused.
   */
  static LxcBox start(Path folder) throws Exception {
    assumeTrue(
        run("id", "-u").strip().equals("0"),
        "rule needs-lxc: containers are started by root, and this user is not");
    for (String program : PROGRAMS) {
      assumeTrue(
          Files.isExecutable(Path.of(program)), "rule needs-lxc: " + program + " is missing");
    }
    LxcBox box = new LxcBox(folder);
    Path web = Files.createDirectories(folder.resolve("web"));
    run("sh", "-c", MAKE, "make", web.toString());
    Files.writeString(web.resolve("config"), CONFIG.formatted(web));
    try {
      box.begin("web");
    } catch (IOException e) {
      run("rm", "-rf", "--one-file-system", folder.toString());
      assumeTrue(false, "rule needs-lxc: this kernel starts no container: " + e.getMessage());
    }
    return box;
  }

  Path folder() {
    return folder;
  }

  /** A file of a container. */
  Path file(String container, String path) {
    return folder.resolve(container).resolve("rootfs").resolve(path);
  }

  /** What {@code lxc-info} says that it is doing, such as {@code RUNNING}. */
  String state(String container) throws IOException, InterruptedException {
    return lxc("lxc-info", container, "-s", "-H").strip();
  }

  void begin(String container) throws IOException, InterruptedException {
    lxc("lxc-start", container, "-d");
  }

  void freeze(String container) throws IOException, InterruptedException {
    lxc("lxc-freeze", container);
  }

  /** Every name in the folder, hidden ones too. */
  List<String> names() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private String lxc(String tool, String container, String... rest)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of(tool, "-P", folder.toString(), "-n", container));
    argv.addAll(List.of(rest));
    return run(argv.toArray(String[]::new));
  }

  static String run(String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", argv) + ": " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (String name : names()) {
      for (String[] end : new String[][] {{"lxc-unfreeze"}, {"lxc-stop", "-k"}}) {
        List<String> argv = new ArrayList<>(List.of(end));
        argv.addAll(List.of("-P", folder.toString(), "-n", name));
        new ProcessBuilder(argv)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor(30, TimeUnit.SECONDS);
      }
    }
    run("rm", "-rf", "--one-file-system", folder.toString());
  }
}
