package dev.vireo.backup.host;

import dev.vireo.backup.domain.job.Source;
import dev.vireo.backup.guest.EsxFolder;
import dev.vireo.backup.guest.Guest;
import dev.vireo.backup.guest.GuestTool;
import dev.vireo.backup.guest.Leftover;
import dev.vireo.backup.guest.Platform;
import dev.vireo.backup.guest.Return;
import dev.vireo.backup.guest.Taking;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.ssh.HostSink;
import dev.vireo.hypervisor.ssh.HostStream;
import dev.vireo.hypervisor.ssh.SshSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The guests of one host that was reached. */
public final class HostGuests {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_NAMED = 20;

  private final HostFolders folders;
  private final SshSession session;
  private final GuestTool tool;

  private HostGuests(HostFolders folders, SshSession session, GuestTool tool) {
    this.folders = folders;
    this.session = session;
    this.tool = tool;
  }

  /**
   * Has a host say what it is.
   *
   * @param tags of the host
   * @throws HostRefused where it has no tool for guests that is known here
   */
  public static HostGuests of(String name, SshSession session, Map<String, String> tags)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    ScriptOutcome seen = session.run(Script.of(Platform.ask()));
    GuestTool tool =
        Platform.of(seen, tags)
            .orElseThrow(
                () ->
                    new HostRefused(
                        BackupFailureCause.HOST_TOOL,
                        name
                            + " has no tool for guests that is known here ("
                            + Platform.said(seen)
                            + ")",
                        "see what the host is: vireo hosts probe " + name));
    return new HostGuests(new HostFolders(name, session), session, tool);
  }

  /** The host's registered name. */
  public String name() {
    return folders.name();
  }

  /** Its folders. */
  public HostFolders folders() {
    return folders;
  }

  /** The tool that it has. */
  public GuestTool tool() {
    return tool;
  }

  /** All of its guests. */
  public List<Guest> all()
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return named(() -> tool.guests(session.run(Script.of(tool.list()))));
  }

  /** What asks the host, and may be refused. */
  private interface Asked<T> {
    T ask() throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException;
  }

  /** Says of which host it is what was refused. */
  private <T> T named(Asked<T> asked)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    try {
      return asked.ask();
    } catch (HostRefused e) {
      throw e.of(name());
    }
  }

  /**
   * The guest that a source names.
   *
   * @throws HostRefused naming those that there are
   */
  public Guest one(Source.Guest source)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    GuestKind kind = GuestKind.valueOf(source.kind().name());
    List<Guest> all = all().stream().filter(g -> g.kind() == kind).toList();
    return all.stream()
        .filter(g -> g.id().equals(source.id()))
        .findFirst()
        .orElseThrow(
            () ->
                new HostRefused(
                    BackupFailureCause.SOURCE_MISSING,
                    name()
                        + " has no "
                        + source.kind().word()
                        + " "
                        + source.id()
                        + "; it has "
                        + (all.isEmpty()
                            ? "none"
                            : all.stream()
                                .map(Guest::id)
                                .limit(MOST_NAMED)
                                .collect(Collectors.joining(", "))),
                    "mend the source of the job"));
  }

  /** How a guest will be read. */
  public Taking taking(Guest guest, Optional<GuestMode> mode, String mark)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return named(() -> tool.taking(guest, mode, mark, session.run(Script.of(tool.look(guest)))));
  }

  /** Begins to read it. */
  public HostStream read(Taking taking)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return session.stream(taking.program(), LONGEST);
  }

  /** Begins to read back what was restored into a folder of a datastore. */
  public HostStream readBack(EsxFolder folder)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return session.stream(folder.readBack(), LONGEST);
  }

  /** What readings and restores of ours that were cut short have left there. */
  public List<Leftover> leftovers()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return tool.leftovers(session.run(Script.of(tool.lookForLeftovers())));
  }

  /** What the host says of where a guest shall come back. */
  public ScriptOutcome lookBefore(GuestKind kind, String as)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return session.run(Script.of(tool.lookBefore(kind, as)));
  }

  /** How a guest will come back. */
  public Return returning(GuestTool.Returned returned, ScriptOutcome seen)
      throws HostRefused, UnreachableException, ScriptBrokenException, InterruptedException {
    return named(() -> tool.returning(returned, seen));
  }

  /** Begins to feed a program. */
  public HostSink feed(Step program)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return session.feed(program, LONGEST);
  }

  /** Does steps in order, up to one that fails; what that one said. */
  public Optional<String> change(List<Step> steps)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return steps.isEmpty() ? Optional.empty() : folders.change(steps);
  }
}
