package dev.vireo.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a program that refuses to run as root (PostgreSQL does) is started by whoever we are.
 *
 * <p>A user runs it as is. Root runs it in a user namespace of its own, where it is nobody special
 * and files keep their owner; where namespaces are forbidden, as in most containers, root hands the
 * data folder to {@code nobody} and runs it as that.
 */
enum Unprivileged {
  AS_IS(List.of()),
  IN_A_USER_NAMESPACE(List.of("unshare", "-U")),
  AS_NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  private static final int NOBODY = 65534;
  private static final int ROOT = 0;

  @SuppressWarnings("ImmutableEnumChecker") // only ever List.of(...)
  private final List<String> prefix;

  Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  /** What works for the user that this JVM runs as; asks the system, so keep the answer. */
  static Unprivileged forThisUser() {
    if (new com.sun.security.auth.module.UnixSystem().getUid() != 0) {
      return AS_IS;
    }
    if (answers("unshare", "-U", "id", "-u")) {
      return IN_A_USER_NAMESPACE;
    }
    if (answers("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true")) {
      return AS_NOBODY;
    }
    throw new LocalPlatformException(
        "PostgreSQL refuses to run as root, and neither 'unshare -U' nor 'setpriv' works here. Run Vireo as another user, or install util-linux.");
  }

  /** The command line that runs {@code program} this way. */
  List<String> command(List<String> program) {
    var command = new ArrayList<>(prefix);
    command.addAll(program);
    return command;
  }

  /** Lets the program own a folder (and what is in it) that it insists on owning. */
  void handOver(Path folder) {
    if (this == AS_IS) {
      return;
    }
    int owner = this == AS_NOBODY ? NOBODY : ROOT;
    try {
      if (Files.getAttribute(folder, "unix:uid").equals(owner)) {
        return;
      }
      try (var tree = Files.walk(folder)) {
        for (Path path : (Iterable<Path>) tree::iterator) {
          Files.setAttribute(path, "unix:uid", owner);
          Files.setAttribute(path, "unix:gid", owner);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give " + folder + " to uid " + owner, e);
    }
  }

  /**
   * Lets the program pass through folders that are ours alone: it may then open in them what it
   * knows the name of, and not list them.
   */
  void letThrough(Path... folders) {
    if (this != AS_NOBODY) {
      return;
    }
    try {
      for (Path folder : folders) {
        var permissions = Files.getPosixFilePermissions(folder);
        permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(folder, permissions);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot let nobody through " + List.of(folders), e);
    }
  }

  /** Fails in words where the program could not be run at all. */
  void checkReaches(Path program) {
    if (this == AS_NOBODY
        && !answers(command(List.of("test", "-x", program.toString())).toArray(new String[0]))) {
      throw new LocalPlatformException(
          "PostgreSQL refuses to run as root, and user nobody cannot get to %s, for a folder above it is closed to others. Move VIREO_HOME to where others may pass, such as below /var/lib, or run Vireo as another user."
              .formatted(program));
    }
  }

  private static boolean answers(String... command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
