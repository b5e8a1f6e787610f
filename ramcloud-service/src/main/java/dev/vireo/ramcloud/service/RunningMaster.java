package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.commit.CommitDesk;
import dev.vireo.ramcloud.log.LogMeters;
import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.log.MasterLog;
import dev.vireo.ramcloud.log.ShardLog;
import dev.vireo.ramcloud.log.ShardMemory;
import dev.vireo.ramcloud.memory.MemoryConfig;
import dev.vireo.ramcloud.memory.MemoryUsage;
import dev.vireo.ramcloud.meta.MetaLog;
import dev.vireo.ramcloud.meta.MetaSettings;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Tables;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.wire.MasterPeers;
import dev.vireo.ramcloud.wire.RespServer;
import dev.vireo.ramcloud.wire.ServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * One master that listens: its shard, its wire and its log. Requests are refused with {@code
 * TRYAGAIN} until the group has given it tablets.
 */
final class RunningMaster implements AutoCloseable {

  /** For how long a master that is cut off may act on a table that was dropped. */
  private static final Duration META_LEASE = Duration.ofSeconds(3);

  /** How long a change of tables waits for Kafka. */
  private static final Duration META_BOUND = Duration.ofSeconds(10);

  /** For so long a master without tablets still sends clients on to those who have them. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final RespServer server;
  private final MasterLog log;
  private final MetaLog meta;
  private final CommitDesk commits;
  private final MasterPeers peers;
  private final Shard shard;
  private volatile MemoryUsage usage;

  private RunningMaster(
      RespServer server,
      MasterLog log,
      MetaLog meta,
      CommitDesk commits,
      MasterPeers peers,
      Shard shard) {
    this.server = server;
    this.log = log;
    this.meta = meta;
    this.commits = commits;
    this.peers = peers;
    this.shard = shard;
    this.usage = new MemoryUsage(0, 0, 0, 0, 0, 0, 0, 0);
    var unused = usage();
  }

  /**
   * Listens, and joins the group as soon as Kafka answers.
   *
   * @param memory bytes for objects
   * @param settings of the log, given the port where RESP listens
   * @throws IllegalStateException when it cannot listen there
   */
  static RunningMaster start(
      ServerOptions options, long memory, IntFunction<LogSettings> settings, LogMeters meters) {
    return start(options, memory, settings, meters, Safeguard.all());
  }

  /** One that leaves rules out; for tests that show what they are for. */
  static RunningMaster start(
      ServerOptions options,
      long memory,
      IntFunction<LogSettings> settings,
      LogMeters meters,
      Set<Safeguard> safeguards) {
    Tables tables = DefaultTables.tables();
    LogSettings beforehand = settings.apply(options.port());
    ServedTables served = new ServedTables();
    MetaLog meta =
        new MetaLog(
            new MetaSettings(
                beforehand.kafka(),
                beforehand.metaTopic(),
                beforehand.masterId(),
                META_LEASE,
                META_BOUND),
            tables,
            served);
    ShardLog shardLog = MasterLog.shardLog();
    Shard shard =
        new Shard(MemoryConfig.ofBytes(memory), System::currentTimeMillis, shardLog, meta::holds);
    shard.adopt(tables);
    LateView view = new LateView();
    RespServer server =
        RespServer.start(
            options,
            new RespServer.Parts(
                shard, shardLog, DefaultTables.databases(tables), meta, memory, true),
            view);
    LogSettings known = settings.apply(server.port());
    MasterLog log =
        new MasterLog(
            known,
            List.of(new MasterLog.Seat(server::execute, new ShardMemory(shard), shardLog)),
            meters,
            safeguards);
    CommitDesk commits = new CommitDesk(known, shard, shardLog, server::execute, log::tablets);
    MasterPeers peers = new MasterPeers(options.peers());
    view.known(new GroupView(log, shardLog, commits, peers, known.masterId()));
    served.serve(shard, server::execute);
    meta.start();
    log.start();
    commits.start();
    return new RunningMaster(server, log, meta, commits, peers, shard);
  }

  /** Where RESP listens. */
  int port() {
    return server.port();
  }

  /** What keeps it from being ready, in words; empty if nothing does. */
  Optional<String> obstacle() {
    return log.obstacle().or(meta::obstacle).or(this::damage);
  }

  private Optional<String> damage() {
    return commits.damage().isEmpty() ? Optional.empty() : Optional.of(commits.damage());
  }

  /** What its memory is used for, as it was when this was asked last. */
  MemoryUsage usage() {
    // Only the shard's own thread may look at it.
    server.execute(() -> usage = shard.usage());
    return usage;
  }

  /** What its wire counts. */
  ServerState state() {
    return server.state();
  }

  /** Its log. */
  MasterLog log() {
    return log;
  }

  /**
   * Hands its tablets over, tells clients for a while who has them now, then ends their
   * connections.
   */
  @Override
  public void close() {
    boolean others = log.view().members().size() > 1;
    log.close();
    if (others) {
      linger();
    }
    peers.close();
    commits.close();
    meta.close();
    server.close();
  }

  private static void linger() {
    try {
      Thread.sleep(LINGER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
