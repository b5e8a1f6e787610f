package dev.vireo.backup.restic;

import dev.vireo.backup.domain.repository.RepositoryUrl;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.hypervisor.credential.CredentialRef;
import java.util.Optional;

/**
 * How a destination is reached.
 *
 * @param destination its name
 * @param url where its repository is
 * @param password what the repository is encrypted with
 * @param user the name that the server knows us by
 * @param secret what proves it
 * @param trust what makes an SFTP server's key trusted
 */
public record Access(
    String destination,
    RepositoryUrl url,
    CredentialRef password,
    Optional<CredentialRef> user,
    Optional<CredentialRef> secret,
    HostKeyTrust trust) {}
