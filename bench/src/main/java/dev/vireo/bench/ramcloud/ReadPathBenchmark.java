package dev.vireo.bench.ramcloud;

import dev.vireo.ramcloud.command.ClusterView;
import dev.vireo.ramcloud.command.CommandTable;
import dev.vireo.ramcloud.command.Configuration;
import dev.vireo.ramcloud.command.Core;
import dev.vireo.ramcloud.command.Databases;
import dev.vireo.ramcloud.command.Dispatcher;
import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.command.Session;
import dev.vireo.ramcloud.command.ShardKeyspace;
import dev.vireo.ramcloud.command.User;
import dev.vireo.ramcloud.wire.MemoryOnly;
import dev.vireo.ramcloud.wire.RespServer;
import dev.vireo.ramcloud.wire.ServerOptions;
import dev.vireo.ramcloud.wire.resp.Args;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One operation answers one request as an event loop does, of a durable database, without the
 * socket: finds the command, routes the key, looks it up, writes the reply.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadPathBenchmark {
  private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;
  private static final int KEYS = 100_000;
  private static final long MEMORY = 256L << 20;

  private final ReplyWriter out = new ReplyWriter(ALLOCATOR);
  private final Args[] gets = new Args[KEYS];
  private final Args[] reads = new Args[KEYS];
  private final Args missing = args("GET", "missing");
  private final RespServer.Parts parts = MemoryOnly.parts(MEMORY);
  private final Session session;
  private final Core core;
  private final Dispatcher dispatcher;
  private int next;

  public ReadPathBenchmark() {
    // The service's framework does that; here nothing else does.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    // As a master has it: database 0 is durable, and what is touched of it is looked into.
    Databases databases = new Databases(parts.databases().tables(), 1);
    ServerOptions options = ServerOptions.local(0).withCluster(true);
    ClusterView cluster = ClusterView.single("127.0.0.1", 6380);
    ServerState state =
        new ServerState(
            CommandTable.standard(),
            databases,
            options.limits(),
            options.users(),
            cluster,
            List::of,
            parts.catalog(),
            Configuration.of(6380, MEMORY, 100, options.limits(), 16, true, true),
            false);
    core = new Core(0, new ShardKeyspace(parts.shard()), state, ALLOCATOR);
    session = new Session(1, null, null, databases, User.everybody(), true, closing -> {});
    dispatcher = new Dispatcher(core, session, out);
  }

  /** Objects of 16-byte keys and 100 bytes. */
  @Setup
  public void fill() {
    String value = "x".repeat(100);
    for (int i = 0; i < KEYS; i++) {
      String key = "key:%012d".formatted(i);
      Args set = args("SET", key, value);
      int unused = run(set);
      set.release();
      gets[i] = args("GET", key);
      reads[i] = args("RC.READ", "db0", key);
    }
  }

  /** Gives back what it holds. */
  @TearDown
  public void end() {
    core.close();
    out.release();
    parts.shard().close();
  }

  @Benchmark
  public int get() {
    return run(gets[next()]);
  }

  @Benchmark
  public int getMissing() {
    return run(missing);
  }

  @Benchmark
  public int rcRead() {
    return run(reads[next()]);
  }

  private int next() {
    next = next + 1 == KEYS ? 0 : next + 1;
    return next;
  }

  private int run(Args args) {
    int tablets = dispatcher.runTouching(args, session, out).tablets();
    int bytes = out.size();
    out.cut(0);
    return bytes + tablets;
  }

  private static Args args(String... words) {
    return Args.of(
        Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.US_ASCII)).toList(),
        ALLOCATOR);
  }
}
