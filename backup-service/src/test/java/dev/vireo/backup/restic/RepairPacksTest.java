package dev.vireo.backup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vireo.backup.domain.repository.RepositoryUrl;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code repair packs} as releases 0.17 and 0.18 document it and their source has it: it puts a
 * copy of each pack where it is run, and ends with 1 where there is one already. Debian has no such
 * release; a script stands for it here, and writes down how it was called.
 */
class RepairPacksTest {

  private static final String PACK =
      "00a1c43de7f612810f1947ebb1915eddf6d09ef4b10954fb268e1d3e95030602";

  @TempDir Path folder;

  private Repository repository(String version) throws IOException {
    Path program = folder.resolve("restic");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in
        version) echo 'restic %1$s compiled with go1.22.5 on linux/amd64' ;;
        *'list packs'*) echo %2$s ;;
        *)
        while [ $# -gt 0 ]; do case $1 in --cleanup-cache) shift ;; -*) shift 2 ;; *) break ;; esac; done
        echo "$*" >> %3$s/calls
        case "$1 $2" in
        'repair packs')
        set -C
        echo 'saving backup copies of pack files to current folder'
        echo damaged > "pack-$3" || exit 1
        echo 'salvaging intact data from specified pack files'
        echo 'removing salvaged pack files' ;;
        esac ;;
        esac
        """
            .formatted(version, PACK, folder));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Restic restic =
        new Restic(
            program.toString(),
            new Workspace(folder.resolve("state")),
            ref -> Secret.of("a password"),
            folder.resolve("known_hosts"));
    return restic.repository(
        new Access(
            "vault",
            RepositoryUrl.parse("url", "sftp://backup@vault.example.net:22//srv/vault"),
            CredentialRef.parse(CredentialKind.PASSWORD, "file:vault.password"),
            Optional.empty(),
            Optional.empty(),
            HostKeyTrust.TRUST_ON_FIRST_USE));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  @Test
  void release_0_17_takes_packs_out_everywhere_and_again_and_leaves_no_copies() throws Exception {
    Repository repository = repository("0.17.3");
    repository.takeOut(Set.of(PACK));
    repository.takeOut(Set.of(PACK));
    assertThat(calls()).containsExactly("repair packs " + PACK, "repair packs " + PACK);
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("pack-"));
    }
    assertThat(Path.of("pack-" + PACK)).doesNotExist();
  }

  @Test
  void a_pack_that_is_gone_is_taken_out_of_the_index_alone() throws Exception {
    repository("0.18.1").takeOut(Set.of("f".repeat(64)));
    assertThat(calls()).containsExactly("repair index");
  }

  @Test
  void release_0_16_says_that_it_cannot_where_the_destination_is_no_folder() throws Exception {
    Repository repository = repository("0.16.4");
    assertThat(catchThrowable(() -> repository.takeOut(Set.of(PACK))))
        .isInstanceOf(ResticException.class)
        .hasMessageContaining("restic 0.17 or later can");
  }
}
