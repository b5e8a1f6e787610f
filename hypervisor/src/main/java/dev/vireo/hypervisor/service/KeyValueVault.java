package dev.vireo.hypervisor.service;

import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.credential.VaultAnswer;
import dev.vireo.hypervisor.credential.VaultReader;
import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.VaultClientException;
import io.quarkus.vault.client.auth.VaultToken;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A version 2 key-value engine of HashiCorp Vault or OpenBao, read by the client of the Quarkus
 * extension. What Vault answers is told apart by the statuses that its HTTP API documents.
 *
 * <p>A message of the client may quote what it could not read, which may be a secret: of those only
 * Vault's own list of errors is passed on, and the words of connections that failed.
 */
final class KeyValueVault implements VaultReader {
  /** The client's own time-outs end earlier; this one is for a client that hangs. */
  private static final long LONGEST_WAIT_SECONDS = 30;

  /**
   * The client breaks with errors of its own (a NullPointerException was seen) where Vault closed a
   * connection that it kept. A read may be repeated, and the next connection is fresh.
   */
  private static final int AGAIN = 2;

  private final URI address;
  private final String mount;
  private final Supplier<VaultClient> client;
  private final Optional<CredentialRef> token;
  private final CredentialProvider local;

  /**
   * @param client made at the first read
   * @param token read from {@code local} for each request, so that whoever renews it only has to
   *     write it there; empty: the client logs in by itself
   */
  KeyValueVault(
      URI address,
      String mount,
      Supplier<VaultClient> client,
      Optional<CredentialRef> token,
      CredentialProvider local) {
    this.address = address;
    this.mount = mount;
    this.client = client;
    this.token = token;
    this.local = local;
  }

  @Override
  public VaultAnswer read(String path) {
    if (wouldSendTheTokenInClear(address)) {
      return new VaultAnswer.NotSetUp(
          address
              + " is not on this machine and not https, so that the token could be read on the way");
    }
    VaultClient ready;
    try {
      ready = loggingIn(client.get());
    } catch (CredentialException e) {
      return new VaultAnswer.NotSetUp("its token cannot be had: " + e.getMessage());
    } catch (RuntimeException e) {
      return new VaultAnswer.NotSetUp(
          "a client for "
              + address
              + " could not be made ("
              + e.getClass().getSimpleName()
              + "); a token is given by VAULT_TOKEN or VIREO_VAULT_TOKEN, an authority's certificate"
              + " by VAULT_CACERT");
    }
    for (int again = 0; ; again++) {
      try {
        return fields(
            ready
                .secrets()
                .kv2(mount)
                .readSecret(path)
                .toCompletableFuture()
                .get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                .getData());
      } catch (ExecutionException | RuntimeException e) {
        if (again == AGAIN || isAnswer(cause(e))) {
          return answer(address, e);
        }
      } catch (TimeoutException e) {
        return new VaultAnswer.Unreachable(address + " does not answer");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new VaultAnswer.Unreachable("the service is stopping");
      }
    }
  }

  /** Whether it was said by Vault or by the network; anything else broke within the client. */
  private static boolean isAnswer(Throwable cause) {
    return cause instanceof VaultClientException
        || cause instanceof IOException
        || cause instanceof TimeoutException;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private VaultClient loggingIn(VaultClient configured) throws CredentialException {
    if (token.isEmpty()) {
      return configured;
    }
    try (Secret secret = local.secret(token.get())) {
      String text = secret.text().strip();
      return configured
          .configure()
          .tokenProvider(
              request ->
                  CompletableFuture.completedFuture(
                      VaultToken.neverExpires(text, request.getInstantSource())))
          .build();
    }
  }

  private static VaultAnswer fields(@Nullable Map<String, Object> data) {
    if (data == null) {
      return new VaultAnswer.Nothing();
    }
    Map<String, String> texts = new HashMap<>();
    data.forEach(
        (name, value) -> {
          if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            texts.put(name, value.toString());
          }
        });
    return new VaultAnswer.Fields(texts);
  }

  /** What a failure of the client means. */
  static VaultAnswer answer(URI address, Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof VaultClientException refusal && refusal.getStatus() != null) {
      return answer(refusal.getStatus(), refusal.getErrors());
    }
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof SSLException) {
        return new VaultAnswer.Unreachable(
            "no TLS with " + address + ": " + Shown.plain(String.valueOf(each.getMessage())));
      }
    }
    if (cause instanceof IOException || cause instanceof TimeoutException) {
      return new VaultAnswer.Unreachable(
          address + ": " + Shown.plain(String.valueOf(cause.getMessage())));
    }
    return new VaultAnswer.Unexpected(
        "the client failed on the answer of "
            + address
            + " with "
            + cause.getClass().getSimpleName());
  }

  private static VaultAnswer answer(int status, @Nullable List<String> errors) {
    String said = errors == null ? "" : Shown.plain(String.join("; ", errors).strip());
    if (status == 503 && said.contains("sealed")) {
      return new VaultAnswer.Sealed();
    }
    return switch (status) {
      case 403 -> new VaultAnswer.Denied();
      case 404 -> new VaultAnswer.Nothing();
      default ->
          status < 400
              ? new VaultAnswer.Unexpected("the answer is none of a version 2 key-value engine")
              : new VaultAnswer.Unexpected(
                  "status " + status + (said.isEmpty() ? "" : ", it says: " + said));
    };
  }

  private static boolean wouldSendTheTokenInClear(URI address) {
    String host = String.valueOf(address.getHost());
    return !"https".equalsIgnoreCase(address.getScheme())
        && !host.equals("localhost")
        && !host.equals("[::1]")
        && !host.startsWith("127.");
  }
}
