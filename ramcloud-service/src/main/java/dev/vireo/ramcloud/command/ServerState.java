package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.meta.Catalog;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What belongs to a server rather than to a connection; safe for any thread. */
public final class ServerState {
  /** The release of Redis whose commands and replies are spoken. */
  public static final String REDIS_VERSION = "7.0.15";

  private final CommandTable commands;
  private final Databases databases;
  private final Limits limits;
  private final Users users;
  private final ClusterView cluster;
  private final Clients clients;
  private final Catalog catalog;
  private final boolean debug;
  private final Configuration configuration;
  private final long started = System.currentTimeMillis();
  private volatile CommandMeter meter = CommandMeter.NONE;
  private final Tally processed = new Tally();
  private final LongAdder connections = new LongAdder();
  private final LongAdder rejected = new LongAdder();

  /** The connections there are. */
  public interface Clients {
    Collection<Session> all();

    /** Ends the connection of that id; false where there is none. */
    default boolean kill(long id) {
      Optional<Session> found = all().stream().filter(session -> session.id() == id).findFirst();
      found.ifPresent(session -> session.close(false));
      return found.isPresent();
    }
  }

  public ServerState(
      CommandTable commands,
      Databases databases,
      Limits limits,
      Users users,
      ClusterView cluster,
      Clients clients,
      Catalog catalog,
      Configuration configuration,
      boolean debug) {
    this.commands = commands;
    this.databases = databases;
    this.limits = limits;
    this.users = users;
    this.cluster = cluster;
    this.clients = clients;
    this.catalog = catalog;
    this.configuration = configuration;
    this.debug = debug;
  }

  public CommandTable commands() {
    return commands;
  }

  public Databases databases() {
    return databases;
  }

  public Limits limits() {
    return limits;
  }

  public Users users() {
    return users;
  }

  public ClusterView cluster() {
    return cluster;
  }

  public Clients clients() {
    return clients;
  }

  /** The tables and leases of the cluster. */
  public Catalog catalog() {
    return catalog;
  }

  public Configuration configuration() {
    return configuration;
  }

  /** Whether DEBUG is answered: for tests alone. */
  public boolean debug() {
    return debug;
  }

  public long started() {
    return started;
  }

  /** From now on this one takes note of how long commands take. */
  public void meter(CommandMeter one) {
    meter = one;
  }

  /** Takes note of how long commands take. */
  public CommandMeter meter() {
    return meter;
  }

  /** Commands that were run; kept by the core's thread. */
  public Tally processed() {
    return processed;
  }

  public LongAdder connections() {
    return connections;
  }

  /** Connections that were refused, being too many. */
  public LongAdder rejected() {
    return rejected;
  }
}
