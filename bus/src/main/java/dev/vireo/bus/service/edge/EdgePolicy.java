package dev.vireo.bus.service.edge;

import java.util.Optional;

/**
 * What stands between a listening address and whoever reaches it. This machine's own needs nothing;
 * any other needs both, since what is asked tells how an estate is built.
 *
 * @param host where a service listens, as configured
 * @param loopback whether only this machine reaches it
 * @param tls whether it speaks HTTPS alone
 * @param tokens whether anybody's token is known
 */
record EdgePolicy(String host, boolean loopback, boolean tls, boolean tokens) {

  /** Why a service must not start so, and what to do; empty if it may. */
  Optional<String> objection() {
    if (loopback || (tls && tokens)) {
      return Optional.empty();
    }
    String lacks = tls ? "no tokens" : tokens ? "no TLS" : "neither TLS nor tokens";
    return Optional.of(
        "VIREO_HTTP_HOST is %s, which other machines reach, and it has %s: set VIREO_HTTP_CERTIFICATE, VIREO_HTTP_KEY and VIREO_API_TOKENS, or listen on 127.0.0.1"
            .formatted(host, lacks));
  }
}
