package dev.vireo.local.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process, told from every later one that gets the same id.
 *
 * @param pid the process id
 * @param birth what no other process with this id shares: on Linux the boot and the clock tick of
 *     its start, elsewhere the time of its start
 */
public record ProcessIdentity(long pid, String birth) {

  private static final Path PROC = Path.of("/proc");
  private static final Path BOOT_ID = PROC.resolve("sys/kernel/random/boot_id");

  // Fields of /proc/PID/stat, counted behind the command's closing parenthesis; proc(5) has state
  // as field 3 and starttime as field 22.
  private static final int STATE = 0;
  private static final int START_TIME = 19;

  /** The process that has this id now; empty where none lives. */
  public static Optional<ProcessIdentity> of(long pid) {
    return Files.exists(BOOT_ID) ? ofLinux(pid) : ofHandle(pid);
  }

  /** One that had this id and ended before anybody looked: no process that lives is it. */
  static ProcessIdentity ofEnded(long pid) {
    return new ProcessIdentity(pid, "ended");
  }

  /** Whether this very process lives; one that has ended but was not yet reaped does not. */
  public boolean lives() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** Asks it to stop ({@code SIGTERM}), if it is still this one. */
  void terminate() {
    if (lives()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
  }

  /** Stops it ({@code SIGKILL}), if it is still this one. */
  void kill() {
    if (lives()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static Optional<ProcessIdentity> ofLinux(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      // The command may hold anything, parentheses and spaces too.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
        return Optional.empty();
      }
      String boot = Files.readString(BOOT_ID).strip();
      return Optional.of(new ProcessIdentity(pid, boot + ":" + fields[START_TIME]));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<ProcessIdentity> ofHandle(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        .map(started -> new ProcessIdentity(pid, started.toString()));
  }
}
