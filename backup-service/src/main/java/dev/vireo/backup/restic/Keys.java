package dev.vireo.backup.restic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of one restic process, as files that only its user reads: none is in its arguments or
 * its environment, which others may be shown. Gone when it is closed.
 */
final class Keys implements AutoCloseable {

  private static final Pattern SFTP =
      Pattern.compile("sftp:(?://)?([^/:\\[]+|[^/:]*\\[[^\\]]+\\])(?::(\\d{1,5})/|:|/)(.*)");

  private final Path folder;
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  private Keys(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes what a process needs to reach a destination.
   *
   * @param knownHosts the keys of SSH servers
   */
  static Keys write(
      Workspace workspace, CredentialProvider credentials, Access access, Path knownHosts)
      throws IOException, CredentialException {
    Keys keys = new Keys(workspace.keyFolder());
    boolean whole = false;
    try {
      keys.addAll(credentials, access, knownHosts);
      whole = true;
      return keys;
    } finally {
      if (!whole) {
        keys.close();
      }
    }
  }

  private void addAll(CredentialProvider credentials, Access access, Path knownHosts)
      throws IOException, CredentialException {
    String password = text(credentials, access.password());
    file("--password-file", "password", password);
    Optional<String> user = optional(credentials, access.user());
    switch (access.url().kind()) {
      case LOCAL -> file("--repository-file", "repository", access.url().text());
      case REST ->
          file(
              "--repository-file",
              "repository",
              withUser(access.url().text(), user, optional(credentials, access.secret())));
      case S3 -> {
        file("--repository-file", "repository", access.url().text());
        Optional<String> secret = optional(credentials, access.secret());
        if (user.isPresent() && secret.isPresent()) {
          Path aws =
              Workspace.secretFile(
                  folder,
                  "aws",
                  "[default]%naws_access_key_id = %s%naws_secret_access_key = %s%n"
                      .formatted(user.get(), secret.get())
                      .getBytes(UTF_8));
          environment.put("AWS_SHARED_CREDENTIALS_FILE", aws.toString());
        }
      }
      case SFTP -> sftp(credentials, access, knownHosts);
    }
  }

  private void sftp(CredentialProvider credentials, Access access, Path knownHosts)
      throws IOException, CredentialException {
    file("--repository-file", "repository", access.url().text());
    Matcher parts = SFTP.matcher(access.url().text());
    if (!parts.matches()) {
      throw new IOException("the address " + access.url() + " names no SSH server");
    }
    List<String> ssh =
        new ArrayList<>(
            List.of(
                "ssh",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=20",
                "-o",
                "ServerAliveInterval=20",
                "-o",
                "UserKnownHostsFile=" + knownHosts,
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "StrictHostKeyChecking="
                    + (access.trust() == HostKeyTrust.STRICT ? "yes" : "accept-new")));
    if (access.secret().isPresent()) {
      Path key = Workspace.secretFile(folder, "key", bytes(credentials, access.secret().get()));
      ssh.addAll(
          List.of("-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-i", key.toString()));
    }
    if (parts.group(2) != null) {
      ssh.addAll(List.of("-p", parts.group(2)));
    }
    ssh.addAll(List.of(parts.group(1).replaceAll("[\\[\\]]", ""), "-s", "sftp"));
    arguments.add("-o");
    arguments.add("sftp.command=" + words(ssh));
  }

  /** As restic takes a command line apart: at blanks, unless they are within quotation marks. */
  private static String words(List<String> command) throws IOException {
    StringBuilder line = new StringBuilder();
    for (String word : command) {
      if (word.contains("\"") || word.contains("'")) {
        throw new IOException("a path with quotation marks cannot be given to ssh: " + word);
      }
      line.append(line.isEmpty() ? "" : " ").append(word.contains(" ") ? '"' + word + '"' : word);
    }
    return line.toString();
  }

  private static String withUser(String url, Optional<String> user, Optional<String> secret) {
    if (user.isEmpty() || secret.isEmpty()) {
      return url;
    }
    int at = url.indexOf("://") + 3;
    return url.substring(0, at)
        + encoded(user.get())
        + ":"
        + encoded(secret.get())
        + "@"
        + url.substring(at);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private void file(String option, String name, String content) throws IOException {
    arguments.add(option);
    arguments.add(Workspace.secretFile(folder, name, content.getBytes(UTF_8)).toString());
  }

  private static String text(CredentialProvider credentials, CredentialRef ref)
      throws CredentialException {
    try (Secret secret = credentials.secret(ref)) {
      return secret.text();
    }
  }

  private static byte[] bytes(CredentialProvider credentials, CredentialRef ref)
      throws CredentialException {
    try (Secret secret = credentials.secret(ref)) {
      return secret.bytes();
    }
  }

  private static Optional<String> optional(
      CredentialProvider credentials, Optional<CredentialRef> ref) throws CredentialException {
    return ref.isEmpty() ? Optional.empty() : Optional.of(text(credentials, ref.get()));
  }

  /** Where they are; what the process writes beside them goes with them. */
  Path folder() {
    return folder;
  }

  /** Options that name the files. */
  List<String> arguments() {
    return List.copyOf(arguments);
  }

  /** Variables that name the files. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  @Override
  public void close() throws IOException {
    Workspace.clear(folder);
  }
}
