package dev.vireo.backup.command;

import dev.vireo.backup.host.HostFolders;
import dev.vireo.backup.host.TarProgram;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestImage;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.ssh.HostStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder, read by the host's tar. */
record FolderReading(HostFolders folders, TarProgram tar, String path) implements Reading {

  @Override
  public String host() {
    return folders.name();
  }

  @Override
  public String what() {
    return "dir:" + host() + ":" + path;
  }

  @Override
  public HostStream open()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return folders.read(tar, path);
  }

  @Override
  public DataFile file() {
    return DataFile.TAR;
  }

  @Override
  public @Nullable GuestImage guest() {
    return null;
  }

  @Override
  public Optional<Problem> objection(int exit, String said) {
    return tar.wholeWith(exit)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                BackupFailureCause.SOURCE_UNREADABLE,
                "%s: tar ended with %d%s"
                    .formatted(host(), exit, said.isEmpty() ? "" : ": " + said),
                "see that the account which the host is registered with may read all of the"
                    + " folder"));
  }

  @Override
  public List<String> warnings(String said) {
    return said.lines().toList();
  }
}
