package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.command.Databases;
import dev.vireo.ramcloud.log.ShardTablets;
import dev.vireo.ramcloud.memory.MemoryConfig;
import dev.vireo.ramcloud.meta.MemoryCatalog;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.MutationSink;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.Tables;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;

/**
 * A server whose tables are all in memory: for tests and benchmarks. What it holds is gone when it
 * ends.
 */
public final class MemoryOnly {
  private static final int DATABASES = 16;

  private MemoryOnly() {}

  /** A shard of every slot with the tables db0 to db15. */
  public static RespServer.Parts parts(long memoryBytes) {
    Tables tables = Tables.none();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < DATABASES; i++) {
      tables = tables.create(Databases.name(i), Durability.MEMORY);
      ids.add(tables.named(Databases.name(i)).map(Table::id).orElseThrow());
    }
    List<Shard> adopting = new ArrayList<>();
    MemoryCatalog catalog =
        new MemoryCatalog(
            tables,
            changed -> adopting.forEach(each -> each.adopt(changed)),
            System::currentTimeMillis);
    Shard shard =
        new Shard(
            MemoryConfig.ofBytes(memoryBytes),
            System::currentTimeMillis,
            MutationSink.NONE,
            catalog::holds);
    adopting.add(shard);
    shard.adopt(tables);
    if (!shard.open(SlotRange.ALL)) {
      throw new IllegalStateException(
          "a memory limit of " + memoryBytes + " bytes is too little to begin with");
    }
    shard.ready(SlotRange.ALL);
    return new RespServer.Parts(
        shard, ShardTablets.IN_MEMORY, new Databases(ids, 0), catalog, memoryBytes, false);
  }

  /**
   * {@code --port N --memory MIB --cluster yes|no --busy-poll yes|no --debug yes|no}; listens on
   * 127.0.0.1 until it is ended.
   */
  public static void main(String[] words) throws InterruptedException {
    // The service's framework does that; here nothing else does.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    int port = 6379;
    long mebibytes = 1024;
    ServerOptions options = ServerOptions.local(0);
    for (int i = 0; i + 1 < words.length; i += 2) {
      boolean yes = words[i + 1].equals("yes");
      switch (words[i]) {
        case "--port" -> port = Integer.parseInt(words[i + 1]);
        case "--memory" -> mebibytes = Long.parseLong(words[i + 1]);
        case "--cluster" -> options = options.withCluster(yes);
        case "--busy-poll" -> options = options.withBusyPoll(yes);
        case "--debug" -> options = options.withDebug(yes);
        default -> throw new IllegalArgumentException("there is no option " + words[i]);
      }
    }
    RespServer server = RespServer.start(options.withPort(port), parts(mebibytes << 20));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println("RESP on 127.0.0.1:" + server.port() + ", all tables in memory");
    Thread.currentThread().join();
  }
}
