package dev.vireo.backup.catalogue;

import dev.vireo.backup.domain.repository.RepositoryUrl;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.restic.Access;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.Restic;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import java.util.Optional;

/** From a defined destination to its repository. */
public final class Destinations {

  private final Restic restic;

  /** By this restic. */
  public Destinations(Restic restic) {
    this.restic = restic;
  }

  /** The program that all are read and written by. */
  public Restic restic() {
    return restic;
  }

  /** The repository of a destination. */
  public Repository repository(DestinationView view) {
    RepositoryUrl url = RepositoryUrl.parse("url", view.url());
    CredentialKind secretKind =
        url.kind() == RepositoryUrl.Kind.SFTP
            ? CredentialKind.PRIVATE_KEY
            : CredentialKind.PASSWORD;
    return restic.repository(
        new Access(
            view.destination(),
            url,
            CredentialRef.parse(CredentialKind.PASSWORD, view.password()),
            Optional.ofNullable(view.user())
                .map(ref -> CredentialRef.parse(CredentialKind.PASSWORD, ref)),
            Optional.ofNullable(view.secret()).map(ref -> CredentialRef.parse(secretKind, ref)),
            view.trust()));
  }
}
