package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.log.LogMeters;
import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.log.MasterLog;
import dev.vireo.ramcloud.log.ShardLog;
import dev.vireo.ramcloud.log.ShardMemory;
import dev.vireo.ramcloud.memory.MemoryConfig;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.Tables;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.wire.RespServer;
import dev.vireo.ramcloud.wire.ServerOptions;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * One master that listens: its shard, its wire and its log. Requests are refused with {@code
 * TRYAGAIN} until the group has given it tablets.
 */
final class RunningMaster implements AutoCloseable {

  private final RespServer server;
  private final MasterLog log;

  private RunningMaster(RespServer server, MasterLog log) {
    this.server = server;
    this.log = log;
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
    ShardLog shardLog = MasterLog.shardLog();
    Shard shard =
        new Shard(
            MemoryConfig.ofBytes(memory), System::currentTimeMillis, shardLog, client -> true);
    Tables tables = DefaultTables.tables();
    shard.adopt(tables);
    LateView view = new LateView();
    RespServer server =
        RespServer.start(
            options,
            new RespServer.Parts(shard, shardLog, DefaultTables.databases(tables), memory, true),
            view);
    LogSettings known = settings.apply(server.port());
    MasterLog log =
        new MasterLog(
            known,
            List.of(new MasterLog.Seat(server::execute, new ShardMemory(shard), shardLog)),
            meters,
            safeguards);
    view.known(new GroupView(log, shardLog, known.masterId()));
    log.start();
    return new RunningMaster(server, log);
  }

  /** Where RESP listens. */
  int port() {
    return server.port();
  }

  /** Its log. */
  MasterLog log() {
    return log;
  }

  /** Hands its tablets over, then ends its connections. */
  @Override
  public void close() {
    log.close();
    server.close();
  }
}
