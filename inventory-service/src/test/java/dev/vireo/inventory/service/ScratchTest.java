package dev.vireo.inventory.service;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.inventory.*;
import dev.vireo.bus.service.Views;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.*;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(InventoryBackends.class)
class ScratchTest {
  @Inject Mutiny.SessionFactory sessions;
  @Inject Views views;

  @Test
  void x() throws Throwable {
    HostRegistered e =
        new HostRegistered(
            "a",
            new Connection("a:22", "root", CredentialKind.PASSWORD, "file:x", null, null),
            Map.of("a", "b"));
    for (int i = 0; i < 2; i++) {
      int n = i;
      VertxContextSupport.subscribeAndAwait(
          () ->
              sessions.withStatelessTransaction(
                  (s, t) ->
                      views.apply(
                          s,
                          List.of(
                              new Envelope<>(
                                  "id" + n,
                                  Catalogue.typeOf(e),
                                  "/x",
                                  "a",
                                  Instant.now(),
                                  "c",
                                  null,
                                  "me",
                                  e)))));
    }
  }
}
