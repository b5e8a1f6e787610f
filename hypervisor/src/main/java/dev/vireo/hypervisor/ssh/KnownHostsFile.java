package dev.vireo.hypervisor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.ssh.KnownHosts.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The {@code known_hosts} file on disk. It is read at every use: an operator may edit it. */
final class KnownHostsFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** A file lock holds off other processes only; this holds off our own threads. */
  private static final ReentrantLock OURS = new ReentrantLock();

  private final Path path;

  KnownHostsFile(Path path) {
    this.path = path;
  }

  /** What the file holds; nothing where there is none. */
  KnownHosts read() throws IOException {
    try {
      return KnownHosts.parse(new String(Files.readAllBytes(path), UTF_8));
    } catch (NoSuchFileException none) {
      return KnownHosts.parse("");
    }
  }

  /**
   * Makes a key known where the file still says nothing about the host. The line is appended by one
   * write under a lock, so that services that share the file do not undo each other.
   *
   * @return what the file said at that moment: {@link Verdict.Unknown} where the key was added
   */
  Verdict trust(HostAddress address, HostKey key) throws IOException {
    OURS.lock();
    try (FileChannel file = FileChannel.open(path, Set.of(READ, WRITE, CREATE), OWNER_ONLY);
        FileLock lock = file.lock()) {
      byte[] before = new byte[Math.toIntExact(file.size())];
      ByteBuffer into = ByteBuffer.wrap(before);
      while (into.hasRemaining() && file.read(into, into.position()) >= 0) {
        // Reads until the buffer is full.
      }
      String text = new String(before, UTF_8);
      Verdict verdict = KnownHosts.parse(text).check(address, key);
      if (verdict instanceof Verdict.Unknown && lock.isValid()) {
        String start = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        String line = start + KnownHosts.line(address, key) + "\n";
        file.write(ByteBuffer.wrap(line.getBytes(UTF_8)), before.length);
      }
      return verdict;
    } finally {
      OURS.unlock();
    }
  }
}
