package dev.vireo.backup.host;

import dev.vireo.backup.domain.job.Source;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.hypervisor.ssh.HostSink;
import dev.vireo.hypervisor.ssh.HostStream;
import dev.vireo.hypervisor.ssh.SshSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folders of one host that was reached. */
public final class HostFolders {

  /** A stream is cut at the latest after so long. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final String name;
  private final SshSession session;

  public HostFolders(String name, SshSession session) {
    this.name = name;
    this.session = session;
  }

  /** The host's registered name. */
  public String name() {
    return name;
  }

  /**
   * Looks at a folder that shall be backed up.
   *
   * @return the host's tar
   * @throws HostRefused where the folder is not there or empty, or there is no tar
   */
  public TarProgram lookAt(Source.Directory source)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    ScriptOutcome seen =
        session.run(
            Script.of(
                Step.of("there", "test", "-e", source.path()),
                Step.of("folder", "test", "-d", source.path()),
                Step.of("names", "/bin/sh", "-c", "ls -A \"$1\" | head -n 1", "ls", source.path()),
                Step.of("tar", "tar", "--version")));
    String where = name + ": " + source.path();
    if (!seen.result("there").ok()) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_MISSING,
          where + " does not exist",
          "mend the path of the job, or mount what should be there");
    }
    if (!seen.result("folder").ok()) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_MISSING,
          where + " is no folder",
          "name the folder that it lies in");
    }
    StepResult names = seen.result("names");
    if (names.stdout().isBlank()) {
      if (!names.stderr().isBlank()) {
        throw new HostRefused(
            BackupFailureCause.SOURCE_UNREADABLE,
            where + " cannot be read: " + names.stderr().strip(),
            "register the host with an account that may read it");
      }
      throw new HostRefused(
          BackupFailureCause.SOURCE_EMPTY,
          where + " is empty",
          "mount what should be there; an empty restore point is not made");
    }
    return tar(seen.result("tar"));
  }

  /** The host's tar, where nothing else is of interest. */
  public TarProgram tar()
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return tar(session.run(Script.of(Step.of("tar", "tar", "--version"))).result("tar"));
  }

  /** BusyBox's complains of the option, and says there what it is. */
  private TarProgram tar(StepResult asked) throws HostRefused {
    if (asked.exit() == 127 || (asked.stdout() + asked.stderr()).isBlank()) {
      throw new HostRefused(
          BackupFailureCause.HOST_TOOL,
          name + " has no tar: " + asked.stderr().strip(),
          "install tar on the host");
    }
    return TarProgram.of(asked.stdout());
  }

  /** Begins to read a folder as an archive. */
  public HostStream read(TarProgram tar, String folder)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return read(tar, folder, List.of("."));
  }

  /** Begins to read some of what is in a folder as an archive. */
  public HostStream read(TarProgram tar, String folder, List<String> names)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return session.stream(tar.archive(folder, names), LONGEST);
  }

  /** Begins to unpack an archive into a folder. */
  public HostSink write(TarProgram tar, String folder)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return session.feed(tar.unpack(folder), LONGEST);
  }

  /**
   * Whether a file of the service's own machine lies in a folder of this host: because the host is
   * that machine, or has its file system mounted at the same place. The contents are held against
   * each other, for another host may have another file there.
   *
   * @param candidate a small file, without links in its path; none: it does not
   */
  public boolean holds(String folder, Optional<Path> candidate)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    if (candidate.isEmpty()) {
      return false;
    }
    Path file = candidate.get();
    ScriptOutcome seen =
        session.run(
            Script.of(
                Step.of("folder", "/bin/sh", "-c", "cd -- \"$1\" && pwd -P", "pwd", folder),
                Step.of("file", "/bin/sh", "-c", "cksum < \"$1\"", "cksum", file.toString())));
    StepResult real = seen.result("folder");
    StepResult sum = seen.result("file");
    return real.ok()
        && sum.ok()
        && file.startsWith(real.stdout().strip())
        && sum.stdout().strip().equals(Cksum.of(file));
  }

  /** What is at a place. */
  public enum Found {
    NOTHING,
    EMPTY_FOLDER,
    FOLDER,
    OTHER
  }

  /** What is at a place; a link is what it leads to. */
  public Found found(String path)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    ScriptOutcome seen =
        session.run(
            Script.of(
                Step.of("there", "test", "-e", path),
                Step.of("link", "test", "-L", path),
                Step.of("folder", "test", "-d", path),
                Step.of("names", "/bin/sh", "-c", "ls -A \"$1\" | head -n 1", "ls", path)));
    if (!seen.result("there").ok()) {
      return seen.result("link").ok() ? Found.OTHER : Found.NOTHING;
    }
    if (!seen.result("folder").ok()) {
      return Found.OTHER;
    }
    return seen.result("names").stdout().isEmpty() && seen.result("names").stderr().isEmpty()
        ? Found.EMPTY_FOLDER
        : Found.FOLDER;
  }

  /** Those of the paths at which there is something, be it a link that leads nowhere. */
  public List<String> taken(List<String> paths)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      steps.add(
          Step.of("p" + i, "/bin/sh", "-c", "[ -e \"$1\" ] || [ -L \"$1\" ]", "is", paths.get(i)));
    }
    ScriptOutcome seen = session.run(Script.of(steps));
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      if (seen.result("p" + i).ok()) {
        taken.add(paths.get(i));
      }
    }
    return taken;
  }

  /** Does steps in order, up to one that fails; what that one said. */
  public Optional<String> change(List<Step> steps)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    ScriptOutcome done = session.run(Script.of(steps).stoppingOnFailure());
    return done.results().stream()
        .filter(r -> !r.ok())
        .findFirst()
        .map(r -> "exit " + r.exit() + ": " + (r.stderr() + r.stdout()).strip())
        .or(
            () ->
                done.notRun().isEmpty()
                    ? Optional.empty()
                    : Optional.of("it was stopped before " + done.notRun().getFirst()));
  }
}
