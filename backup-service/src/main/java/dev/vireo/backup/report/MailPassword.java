package dev.vireo.backup.report;

import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Credentials;
import dev.vireo.hypervisor.credential.Secret;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives Quarkus' mailer the password that {@code VIREO_MAIL_PASSWORD} refers to: the mailer knows
 * none but its configuration, and that is no place for a secret. Found by the configuration itself,
 * before there are beans, so that the reference must be one to a file.
 */
public final class MailPassword implements ConfigSourceFactory {

  private static final int ORDINAL = 275;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue reference = context.getValue("vireo.mail.password");
    ConfigValue folder = context.getValue("vireo.credentials-dir");
    if (reference == null || reference.getValue() == null || reference.getValue().isBlank()) {
      return List.of();
    }
    return List.of(
        new PropertiesConfigSource(
            Map.of(
                "quarkus.mailer.password",
                read(reference.getValue(), Path.of(String.valueOf(folder.getValue())))),
            "the password of the mail server",
            ORDINAL));
  }

  private static String read(String reference, Path folder) {
    if (!reference.startsWith("file:")) {
      throw new IllegalStateException(
          "VIREO_MAIL_PASSWORD is no reference to a file: write file:NAME, a file in " + folder);
    }
    try (Secret secret =
        Credentials.of(new CredentialFiles(List.of(folder)))
            .secret(CredentialRef.parse(CredentialKind.PASSWORD, reference))) {
      return secret.text();
    } catch (CredentialException e) {
      throw new IllegalStateException("VIREO_MAIL_PASSWORD: " + e.diagnosis().text());
    }
  }
}
