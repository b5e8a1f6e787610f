package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.InitDestination;
import dev.vireo.bus.backup.RestorePoint;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A destination in a folder, a job and the folder that it backs up, all of a test's own; and what
 * {@code restic}, {@code diff} and {@code sha256sum} themselves say of them.
 */
final class BackupChain {

  static final String PASSWORD = "correct horse battery staple";

  private final Conversation bus;
  private final SshMachine host;
  private final Path folder;
  private final String destination = "vault-" + unique();
  private final String job = "job-" + unique();

  private BackupChain(Conversation bus, SshMachine host, Path folder) {
    this.bus = bus;
    this.host = host;
    this.folder = folder;
  }

  /** Skips the test where there is no restic. */
  static void needRestic() {
    assumeTrue(
        List.of("/usr/bin/restic", "/usr/local/bin/restic").stream()
            .map(Path::of)
            .anyMatch(Files::isExecutable),
        "rule needs-restic: this test stores with the real restic, and there is none");
  }

  /** A repository that is made, a folder with files, and a job of it. */
  static BackupChain start(Conversation bus, SshMachine host, Path folder, Path credentials)
      throws Exception {
    BackupChain chain = started(bus, host, folder, credentials);
    bus.succeeds(chain.define(chain.destination, chain.repository().toString(), "password"));
    bus.succeeds(new InitDestination(chain.destination));
    bus.succeeds(chain.defineJob(null, null, null));
    return chain;
  }

  /** A folder with files and the password of a repository; nothing is defined. */
  static BackupChain started(Conversation bus, SshMachine host, Path folder, Path credentials)
      throws Exception {
    needRestic();
    BackupChain chain = new BackupChain(bus, host, folder);
    Files.createDirectories(folder);
    SecretFile.write(credentials.resolve(chain.secret("password")), PASSWORD);
    SecretFile.write(credentials.resolve(chain.secret("other")), "another one");
    SecretFile.write(folder.resolve("password"), PASSWORD);
    chain.makeTree();
    return chain;
  }

  /** Puts a secret among the credentials; the reference to it. */
  static String reference(Path credentials, String name, String text) throws IOException {
    return SecretFile.write(credentials.resolve(name), text);
  }

  private String secret(String which) {
    return destination + "." + which;
  }

  private static String unique() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  String destination() {
    return destination;
  }

  String job() {
    return job;
  }

  Path repository() {
    return folder.resolve("repository");
  }

  /** What is backed up. */
  Path tree() {
    return folder.resolve("tree");
  }

  Path folder() {
    return folder;
  }

  DefineBackupDestination define(String name, String url, String which) {
    return new DefineBackupDestination(
        name, url, "file:" + secret(which), null, null, null, 1, 3, 2);
  }

  /** The same folder of this machine, as one behind its SSH server. */
  DefineBackupDestination defineBehindSsh(String name, Path there) {
    return new DefineBackupDestination(
        name,
        "sftp://%s@127.0.0.1:%d/%s".formatted(System.getProperty("user.name"), host.port(), there),
        "file:" + secret("password"),
        null,
        "file:" + host.key(),
        HostKeyTrust.TRUST_ON_FIRST_USE,
        null,
        null,
        null);
  }

  DefineBackupJob defineJob(
      @Nullable String schedule, @Nullable String retention, @Nullable Integer uploadKiB) {
    return new DefineBackupJob(
        job,
        destination,
        "dir:" + host.name() + ":" + tree(),
        schedule,
        null,
        null,
        retention,
        null,
        2,
        uploadKiB,
        null,
        null,
        null);
  }

  /** Its job, with scripts. */
  DefineBackupJob defineFolder(@Nullable String preScript, @Nullable String postScript) {
    return defineGuests("dir:" + host.name() + ":" + tree(), null, null, preScript, postScript);
  }

  /** Its job, of guests. */
  DefineBackupJob defineGuests(
      String source,
      @Nullable GuestMode mode,
      @Nullable Integer uploadKiB,
      @Nullable String preScript,
      @Nullable String postScript) {
    return new DefineBackupJob(
        job,
        destination,
        source,
        null,
        null,
        null,
        null,
        null,
        2,
        uploadKiB,
        mode,
        preScript,
        postScript);
  }

  /** Files of all kinds: large, empty, of odd names, linked, not to be read by others. */
  private void makeTree() throws IOException {
    Path deep = tree().resolve("etc/deep/er");
    Files.createDirectories(deep);
    write("etc/hosts", "127.0.0.1 localhost\n");
    write("etc/empty", "");
    write("etc/deep/er/データ 1", "utf-8");
    write("two\nlines", "odd");
    noise("disk.img", 5 << 20, 1);
    Files.createSymbolicLink(tree().resolve("link"), Path.of("etc/hosts"));
    Files.createLink(tree().resolve("disk-too.img"), tree().resolve("disk.img"));
    Files.setPosixFilePermissions(
        tree().resolve("etc/hosts"), PosixFilePermissions.fromString("rw-r-----"));
  }

  void write(String path, String text) throws IOException {
    Files.writeString(tree().resolve(path), text);
  }

  /** A file that nothing is stored of already. */
  void noise(String path, int bytes, long seed) throws IOException {
    byte[] content = new byte[bytes];
    new Random(seed).nextBytes(content);
    Files.write(tree().resolve(path), content);
  }

  /** Runs the job; what it made. */
  RestorePoint run() throws InterruptedException {
    return run(job);
  }

  /** Runs a job; what it made. */
  RestorePoint run(String which) throws InterruptedException {
    String run = bus.give(new RunBackup(which, null));
    bus.succeeded(run);
    List<BackupCompleted> completed = bus.told(BackupCompleted.class, run);
    assertThat(completed).hasSize(1);
    return completed.getFirst().restorePoint();
  }

  /** What a program prints that ends well; its errors are in the failure else. */
  static String printed(Path in, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ":\n" + printed).isZero();
    return printed;
  }

  /** Fails unless the two folders have the same names, contents, links and permissions. */
  static void same(Path one, Path other) throws Exception {
    printed(one, "diff", "-r", "--no-dereference", one.toString(), other.toString());
    assertThat(listed(other)).isEqualTo(listed(one));
  }

  private static String listed(Path folder) throws Exception {
    return printed(
        folder,
        "sh",
        "-c",
        "find . -printf '%P %y %m %U %G %s %l\\n"
            + "' | grep -v '^ d' | sed 's/ d \\(.*\\) [0-9]* *$/ d \\1/' | LC_ALL=C sort");
  }

  /** restic itself, on the repository. */
  String restic(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "restic",
                "-r",
                repository().toString(),
                "--password-file",
                folder.resolve("password").toString(),
                "--no-cache"));
    command.addAll(List.of(arguments));
    return printed(folder, command.toArray(String[]::new));
  }

  /** How many snapshots restic itself lists. */
  int snapshots() throws Exception {
    String listed = restic("snapshots", "--json");
    int count = 0;
    for (int at = listed.indexOf("\"short_id\"");
        at >= 0;
        at = listed.indexOf("\"short_id\"", at + 1)) {
      count++;
    }
    return count;
  }
}
