package dev.vireo.backup.restic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.backup.domain.repository.CheckWords;
import dev.vireo.backup.domain.repository.RepositoryLock;
import dev.vireo.backup.domain.repository.RepositoryUrl;
import dev.vireo.backup.domain.repository.ResticFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repository of one destination. Each call is a process of its own; an interrupt stops it and
 * its process.
 */
public final class Repository {

  private static final Logger LOG = LoggerFactory.getLogger(Repository.class);

  /** The tag of all that is ours. */
  public static final String OURS = "vireo";

  /** Where packs are kept that were taken out; restic passes over it. */
  private static final String ASIDE = "damaged-packs";

  private static final int MOST_PRINTED = 256 << 20;
  private static final Pattern WHOLE_ID = Pattern.compile("[0-9a-f]{64}");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final Restic restic;
  private final Access access;

  Repository(Restic restic, Access access) {
    this.restic = restic;
    this.access = access;
  }

  /** What is there. */
  public sealed interface Standing {
    /** A repository that our password opens. */
    record Opens(String id) implements Standing {}

    /** No repository. */
    record None() implements Standing {}

    /** A repository that is somebody else's, or the wrong password. */
    record OtherPassword() implements Standing {}
  }

  public Access access() {
    return access;
  }

  /** What is there; nothing is changed. */
  public Standing standing() throws ResticException, InterruptedException {
    try {
      return new Standing.Opens(id());
    } catch (ResticException e) {
      return switch (e.failure()) {
        case NO_REPOSITORY -> new Standing.None();
        case WRONG_PASSWORD -> new Standing.OtherPassword();
        default -> throw e;
      };
    }
  }

  /** The id that it has for ever. */
  public String id() throws ResticException, InterruptedException {
    return ResticJson.repository(run(List.of("cat", "config", "--no-lock")).out());
  }

  /** Makes it. */
  public void init() throws ResticException, InterruptedException {
    run(List.of("init"));
  }

  /** Its snapshots that have all of these tags. */
  public List<Snapshot> snapshots(String... tags) throws ResticException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("snapshots", "--json", "--no-lock"));
    if (tags.length > 0) {
      arguments.addAll(List.of("--tag", String.join(",", tags)));
    }
    return ResticJson.snapshots(run(arguments).out());
  }

  /**
   * Begins a snapshot of one file, which is what is written to it.
   *
   * @param name the file's name in the snapshot
   * @param host the host name it is given
   * @param uploadKiBPerSecond the most that is sent; empty: no bound
   */
  public SnapshotWriter write(
      String name, String host, List<String> tags, OptionalLong uploadKiBPerSecond)
      throws ResticException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("backup", "--json", "--stdin", "--stdin-filename", name, "--host", host));
    tags.forEach(tag -> arguments.addAll(List.of("--tag", tag)));
    if (uploadKiBPerSecond.isPresent()) {
      arguments.addAll(List.of("--limit-upload", Long.toString(uploadKiBPerSecond.getAsLong())));
    }
    return new SnapshotWriter(restic.start(access, arguments), this);
  }

  /**
   * The whole id of a snapshot that was just stored. By its own id and not by tags: a run that was
   * killed may have left another of the same tags, which restic took for whole.
   *
   * @param tag one that it has
   */
  public Optional<String> id(SnapshotWriter.Written written, String tag)
      throws ResticException, InterruptedException {
    if (WHOLE_ID.matcher(written.id()).matches()) {
      return Optional.of(written.id());
    }
    if (access.url().kind() == RepositoryUrl.Kind.LOCAL) {
      // The files are named so; a restic that is asked derives its key anew, for half a second.
      try (Stream<Path> files = Files.list(folder().resolve("snapshots"))) {
        return files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> WHOLE_ID.matcher(name).matches() && name.startsWith(written.id()))
            .findFirst();
      } catch (IOException e) {
        LOG.debug("{} cannot be listed: {}", access.url(), e.getMessage());
      }
    }
    return snapshots(tag).stream().filter(written::is).map(Snapshot::id).findFirst();
  }

  /** Begins to read a file of a snapshot, which nothing is removed under meanwhile. */
  public SnapshotReader read(String snapshot, String file)
      throws ResticException, InterruptedException {
    return new SnapshotReader(restic.start(access, List.of("dump", snapshot, file)), this);
  }

  /** As {@link #read}, without a lock: for a small file, and beside what bears no other lock. */
  public SnapshotReader peek(String snapshot, String file)
      throws ResticException, InterruptedException {
    return new SnapshotReader(
        restic.start(access, List.of("dump", "--no-lock", snapshot, file)), this);
  }

  /** Removes snapshots; their data stays until {@link #prune}. */
  public void forget(Set<String> snapshots) throws ResticException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("forget"));
    arguments.addAll(snapshots);
    alone(arguments);
  }

  /** Removes data that no snapshot uses. */
  public void prune() throws ResticException, InterruptedException {
    alone(List.of("prune"));
  }

  /**
   * What a check found.
   *
   * @param sound whether restic says that all is well
   * @param damaged packs that are damaged or gone
   * @param findings its lines about them
   */
  public record Check(boolean sound, Set<String> damaged, List<String> findings) {}

  /**
   * Checks that all is there, and reads a share of the data.
   *
   * @param share from 1
   * @param of into how many shares it is divided
   */
  public Check check(int share, int of) throws ResticException, InterruptedException {
    List<String> arguments =
        List.of("check", of == 1 ? "--read-data" : "--read-data-subset=" + share + "/" + of);
    Ran ran = ranAlone(arguments);
    CheckWords words = CheckWords.parse(ran.out() + "\n" + ran.errors());
    if (ran.exit() != 0 && words.damaged().isEmpty()) {
      ResticException failed = failed(ran.exit(), ran.errors());
      if (failed.failure() != ResticFailure.DAMAGED) {
        throw failed;
      }
    }
    return new Check(ran.exit() == 0, words.damaged(), words.findings());
  }

  /**
   * Takes damaged packs out of it and makes its index anew, so that what is backed up from now on
   * does not rely on them. Whoever asks sees to it that nobody else writes. A pack that is gone
   * already is none to be taken out.
   *
   * @throws ResticException where this restic cannot do so in such a destination
   */
  public void takeOut(Set<String> packs) throws ResticException, InterruptedException {
    Set<String> there = new TreeSet<>(packs);
    there.retainAll(run(List.of("list", "packs", "--no-lock")).out().lines().toList());
    if (!there.isEmpty() && !restic.version().repairsPacks()) {
      setAside(there);
      there.clear();
    }
    if (there.isEmpty()) {
      alone(restic.version().repairIndex());
    } else {
      List<String> arguments = new ArrayList<>(List.of("repair", "packs"));
      arguments.addAll(there);
      alone(arguments);
    }
  }

  /** In a folder of this machine a pack is a file; it is kept, for what can be saved of it. */
  private void setAside(Set<String> packs) throws ResticException, InterruptedException {
    if (access.url().kind() != RepositoryUrl.Kind.LOCAL) {
      throw new ResticException(
          ResticFailure.OTHER,
          "destination %s (%s): restic %s cannot take damaged packs out of a destination that is no"
                  .formatted(access.destination(), access.url(), restic.version())
              + " folder of the service's machine; restic 0.17 or later can: install it, and set"
              + " VIREO_RESTIC to it");
    }
    Path folder = folder();
    Path aside = folder.resolve(ASIDE);
    try {
      Files.createDirectories(aside);
      for (String pack : packs) {
        Path file = folder.resolve("data").resolve(pack.substring(0, 2)).resolve(pack);
        if (Files.exists(file)) {
          Files.move(file, aside.resolve(pack), StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw new ResticException(
          ResticFailure.REFUSED,
          "destination %s: damaged packs cannot be moved to %s: %s"
              .formatted(access.destination(), aside, e.getMessage()));
    }
  }

  private Path folder() {
    return Path.of(access.url().text().replaceFirst("^local:", ""));
  }

  /** The snapshots whose files need a pack; none where no index knows of it. */
  public Set<String> needing(String pack) throws ResticException, InterruptedException {
    Ran ran = ran(List.of("find", "--json", "--no-lock", "--pack", pack));
    if (ran.exit() == 0) {
      return ResticJson.foundIn(ran.out());
    }
    if (ran.errors().contains("unable to find pack")) {
      return Set.of();
    }
    throw failed(ran.exit(), ran.errors());
  }

  /** Whether what a snapshot says of its files can be read from the destination itself. */
  public boolean listable(String snapshot) throws ResticException, InterruptedException {
    try {
      run(List.of("ls", "--no-lock", "--no-cache", snapshot));
      return true;
    } catch (ResticException e) {
      if (e.failure() == ResticFailure.DAMAGED || e.failure() == ResticFailure.OTHER) {
        return false;
      }
      throw e;
    }
  }

  /** The file in a folder of this machine by which the repository there is known. */
  public Optional<Path> configFile() {
    if (access.url().kind() != RepositoryUrl.Kind.LOCAL) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder().toRealPath().resolve("config"));
    } catch (IOException e) {
      LOG.debug("{} is not there yet: {}", access.url(), e.getMessage());
      return Optional.empty();
    }
  }

  /** The space that is free in a folder of this machine; empty for all others. */
  public OptionalLong freeBytes() {
    if (access.url().kind() != RepositoryUrl.Kind.LOCAL) {
      return OptionalLong.empty();
    }
    Path folder = folder();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      return folder == null
          ? OptionalLong.empty()
          : OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      LOG.warn("what is free at {} cannot be seen: {}", access.url(), e.getMessage());
      return OptionalLong.empty();
    }
  }

  /** Something that bears no other beside it; a lock whose owner is gone is removed first. */
  private void alone(List<String> arguments) throws ResticException, InterruptedException {
    Ran ran = ranAlone(arguments);
    if (ran.exit() != 0) {
      throw failed(ran.exit(), ran.errors());
    }
  }

  private Ran ranAlone(List<String> arguments) throws ResticException, InterruptedException {
    Ran ran = ran(arguments);
    if (ran.exit() != 0
        && failed(ran.exit(), ran.errors()).failure() == ResticFailure.LOCKED
        && removeAbandonedLocks()) {
      return ran(arguments);
    }
    return ran;
  }

  /**
   * Removes locks whose owners are certainly gone. One whose owner may live stays, and so do then
   * all others, for restic removes whatever looks abandoned to it.
   *
   * @return whether any was removed
   */
  public boolean removeAbandonedLocks() throws ResticException, InterruptedException {
    String here = hostName();
    List<RepositoryLock.Owner> owners = new ArrayList<>();
    for (String id : run(List.of("list", "locks", "--no-lock")).out().lines().toList()) {
      if (id.matches("[0-9a-f]{64}")) {
        RepositoryLock lock = ResticJson.lock(run(List.of("cat", "lock", id, "--no-lock")).out());
        owners.add(lock.owner(Instant.now(), here, Repository::lives, restic.workspace()::ourDead));
      }
    }
    if (!RepositoryLock.mayUnlock(owners)) {
      return false;
    }
    LOG.info("destination {}: removing locks whose owners are gone", access.destination());
    run(List.of("unlock"));
    return true;
  }

  /** Another program may have got the number of one that is gone; one of another user is unseen. */
  private static boolean lives(long pid) {
    return ProcessHandle.of(pid)
        .filter(p -> p.info().command().map(c -> c.contains("restic")).orElse(true))
        .isPresent();
  }

  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      // No lock is taken for one of this machine then, so none is removed before its time.
      return "";
    }
  }

  private record Ran(int exit, String out, String errors) {}

  private Ran run(List<String> arguments) throws ResticException, InterruptedException {
    Ran ran = ran(arguments);
    if (ran.exit() != 0) {
      throw failed(ran.exit(), ran.errors());
    }
    return ran;
  }

  private Ran ran(List<String> arguments) throws ResticException, InterruptedException {
    try (ResticProcess process = restic.start(access, arguments)) {
      process.input().close();
      Aside<String> printed = Aside.start("restic-out", () -> all(process.output()));
      int exit = process.await();
      return new Ran(exit, printed.await(), process.errors());
    } catch (IOException e) {
      throw new ResticException(
          ResticFailure.OTHER, "restic " + arguments.getFirst() + ": " + e.getMessage());
    }
  }

  private static String all(InputStream out) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = out.read(buffer); n >= 0; n = out.read(buffer)) {
      if (kept.size() + n > MOST_PRINTED) {
        throw new IOException("it printed more than " + MOST_PRINTED + " bytes");
      }
      kept.write(buffer, 0, n);
    }
    return kept.toString(UTF_8);
  }

  /** What a failed run means. */
  ResticException failed(int exit, String errors) throws ResticException, InterruptedException {
    ResticFailure failure = ResticFailure.of(restic.version(), exit, errors);
    String said = errors.strip();
    return new ResticException(
        failure,
        "destination %s (%s): %s%s"
            .formatted(
                access.destination(),
                access.url(),
                failure.words(),
                said.isEmpty() ? "" : "; restic said: " + last(said)));
  }

  private static String last(String said) {
    return said.length() > 600 ? "..." + said.substring(said.length() - 600) : said;
  }
}
