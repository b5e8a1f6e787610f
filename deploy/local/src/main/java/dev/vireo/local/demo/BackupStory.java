package dev.vireo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.LoopbackHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;

/**
 * The third story: a folder is backed up over SSH, a file of it is destroyed, and put back. Whether
 * it is what it was is said by {@code sha256sum}, which knows nothing of Vireo.
 */
final class BackupStory {

  private static final String HOST = "web-01";
  private static final String LOST = "site/index.html";
  private static final int IMAGE_BYTES = 3_000_000;

  private final Cli vireo;
  private final Path folder;
  private final PrintWriter out;

  BackupStory(Cli vireo, Path folder, PrintWriter out) {
    this.vireo = vireo;
    this.folder = folder;
    this.out = out;
  }

  /** Whether this machine has what it takes, and why not. */
  static List<String> missing() {
    return List.of("sshd", "restic", "tar", "sha256sum").stream()
        .filter(
            program ->
                List.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/bin/").stream()
                    .noneMatch(place -> Files.isExecutable(Path.of(place + program))))
        .toList();
  }

  /** Tells it, and says whether the file is byte for byte what it was. */
  boolean tell() throws IOException {
    Path tree = folder.resolve("srv");
    Path sums = folder.resolve("before.sha256");
    makeFiles(tree);
    Path password = secret(folder.resolve("repository.password"));
    out.println();
    out.println("The third story goes on: a file that is lost, and comes back");
    out.println("------------------------------------------------------------");
    shell(tree, "find . -type f -exec sha256sum {} + > '" + sums + "'");
    try (LoopbackHost host = LoopbackHost.start(folder.resolve("host"))) {
      boolean good =
          step(
                  "This machine is the host: its own sshd, on loopback.",
                  "hosts",
                  "add",
                  HOST,
                  "--address",
                  host.address(),
                  "--user",
                  host.user(),
                  "--key",
                  host.key().toString(),
                  "--known-hosts",
                  host.knownHosts().toString())
              == 0;
      good &=
          step(
                  "A destination: a folder, encrypted by a password that never travels.",
                  "backup",
                  "destinations",
                  "add",
                  "vault",
                  "--url",
                  folder.resolve("vault").toString(),
                  "--password-file",
                  password.toString())
              == 0;
      good &=
          step(
                  "A job: what, to where, and what is kept.",
                  "backup",
                  "jobs",
                  "add",
                  "web",
                  "--destination",
                  "vault",
                  "--source",
                  "dir:" + HOST + ":" + tree,
                  "--retention",
                  "few")
              == 0;
      good &= step("It is run.", "backup", "run", "web") == 0;
      String point = point();
      out.println();
      out.println("# " + LOST + " is destroyed. sha256sum, which knows nothing of Vireo:");
      Files.delete(tree.resolve(LOST));
      good &= check(tree, sums) != 0;
      good &=
          step(
                  "It is put back, read back on the host, and held against what was backed up.",
                  "backup",
                  "restore",
                  point,
                  "--to",
                  HOST + ":" + tree,
                  "--include",
                  LOST)
              == 0;
      out.println();
      out.println("# And sha256sum, as before:");
      good &= check(tree, sums) == 0;
      good &=
          step(
                  "Is all of it good? Everything is read from the destination, and compared.",
                  "backup",
                  "rehearse",
                  point)
              == 0;
      good &= step("What there is to restore:", "backup", "points") == 0;
      out.println();
      out.println(
          good
              ? "The file is byte for byte what it was: sha256sum shows it."
              : "That is not how the story goes: see the first step that went otherwise.");
      return good;
    }
  }

  private static void makeFiles(Path tree) throws IOException {
    Files.createDirectories(tree.resolve("site/img"));
    Files.writeString(tree.resolve(LOST), "<h1>It is back</h1>\n");
    Files.writeString(tree.resolve("site/robots.txt"), "User-agent: *\nDisallow:\n");
    byte[] image = new byte[IMAGE_BYTES];
    new Random(1).nextBytes(image);
    Files.write(tree.resolve("site/img/large.jpg"), image);
  }

  private static Path secret(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] random = new byte[24];
    new java.security.SecureRandom().nextBytes(random);
    return Files.writeString(
        file, java.util.Base64.getEncoder().encodeToString(random), StandardCharsets.US_ASCII);
  }

  private String point() {
    JsonNode points = vireo.run("backup", "points", "--job", "web").json();
    if (!points.isArray() || points.isEmpty()) {
      throw new LocalPlatformException("there is no restore point: " + points);
    }
    return points.get(0).path("point").asText();
  }

  private int step(String words, String... arguments) {
    out.println();
    out.println("# " + words);
    return vireo.speak(out, arguments);
  }

  private int check(Path tree, Path sums) {
    out.println("$ cd srv && sha256sum --quiet -c before.sha256");
    int exit =
        Cli.spoken(
            new ProcessBuilder("sha256sum", "--quiet", "-c", sums.toString())
                .directory(tree.toFile())
                .redirectErrorStream(true),
            out);
    out.println("  exit " + exit);
    return exit;
  }

  private void shell(Path in, String line) {
    if (Cli.spoken(
            new ProcessBuilder("sh", "-c", line).directory(in.toFile()).redirectErrorStream(true),
            out)
        != 0) {
      throw new LocalPlatformException("the files could not be summed up before the story");
    }
  }
}
