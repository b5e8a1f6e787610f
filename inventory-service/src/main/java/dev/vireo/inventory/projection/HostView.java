package dev.vireo.inventory.projection;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.Adapter;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.UnreachableCause;
import dev.vireo.bus.selector.HostFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A registered host as it is shown.
 *
 * @param host its name
 * @param address where it is reached
 * @param user the account it is reached by
 * @param product such as {@code esx}; null: not yet known
 * @param version such as {@code 6.7.0}; null: not yet known
 * @param build such as {@code 17700523}; null: not known
 * @param fullName its own words; null: not yet known
 * @param state whether it answers
 * @param cause why it does not answer
 * @param seen what was tried and what came back, where it does not answer
 * @param advice what to do about that
 * @param tags its tags
 * @param adapters its storage adapters
 * @param changedAt when the last of all this changed
 */
public record HostView(
    String host,
    String address,
    String user,
    @Nullable String product,
    @Nullable String version,
    @Nullable String build,
    @Nullable String fullName,
    HostState state,
    @Nullable UnreachableCause cause,
    @Nullable String seen,
    @Nullable String advice,
    Map<String, String> tags,
    List<Adapter> adapters,
    Instant changedAt) {

  public HostView {
    tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    adapters = List.copyOf(adapters);
  }

  /**
   * The host after one more event; events that concern no registered host change nothing.
   *
   * @param before the host the event is about, if it is registered
   * @return the host now; null if it is not, or no longer, registered
   */
  static @Nullable HostView after(@Nullable HostView before, Envelope<? extends Event> envelope) {
    Instant at = envelope.time();
    if (envelope.data() instanceof HostRegistered e) {
      return before == null
          ? fresh(e, at)
          : before.reached(e.connection(), at).tagged(e.tags(), at);
    }
    if (before == null) {
      return null;
    }
    return switch (envelope.data()) {
      case HostTagged e -> before.tagged(e.tags(), at);
      case HostIdentified e -> before.identified(e, at);
      case HostUnreachable e -> before.silent(e, at);
      case HostRecovered e -> before.recovered(at);
      case HostRetired e -> null;
      default -> before;
    };
  }

  private static HostView fresh(HostRegistered e, Instant at) {
    return new HostView(
        e.host(),
        e.connection().address(),
        e.connection().user(),
        null,
        null,
        null,
        null,
        HostState.UNKNOWN,
        null,
        null,
        null,
        e.tags(),
        List.of(),
        at);
  }

  private HostView reached(Connection by, Instant at) {
    return new HostView(
        host,
        by.address(),
        by.user(),
        product,
        version,
        build,
        fullName,
        state,
        cause,
        seen,
        advice,
        tags,
        adapters,
        at);
  }

  private HostView tagged(Map<String, String> now, Instant at) {
    return new HostView(
        host, address, user, product, version, build, fullName, state, cause, seen, advice, now,
        adapters, at);
  }

  private HostView identified(HostIdentified e, Instant at) {
    return new HostView(
        host,
        address,
        user,
        e.product(),
        e.version(),
        e.build(),
        e.fullName(),
        HostState.REACHABLE,
        null,
        null,
        null,
        tags,
        e.adapters(),
        at);
  }

  private HostView silent(HostUnreachable e, Instant at) {
    return new HostView(
        host,
        address,
        user,
        product,
        version,
        build,
        fullName,
        HostState.UNREACHABLE,
        e.cause(),
        e.seen(),
        e.advice(),
        tags,
        adapters,
        at);
  }

  private HostView recovered(Instant at) {
    return new HostView(
        host,
        address,
        user,
        product,
        version,
        build,
        fullName,
        product == null ? HostState.UNKNOWN : HostState.REACHABLE,
        null,
        null,
        null,
        tags,
        adapters,
        at);
  }

  /** What a selector is held against. */
  public HostFacts facts() {
    Boolean reachable =
        switch (state) {
          case REACHABLE -> Boolean.TRUE;
          case UNREACHABLE -> Boolean.FALSE;
          case UNKNOWN -> null;
        };
    return new HostFacts(host, address, product, version, build, tags, reachable);
  }
}
