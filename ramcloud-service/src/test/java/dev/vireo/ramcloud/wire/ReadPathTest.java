package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vireo.ramcloud.command.Core;
import dev.vireo.ramcloud.command.Databases;
import dev.vireo.ramcloud.command.Dispatcher;
import dev.vireo.ramcloud.command.Session;
import dev.vireo.ramcloud.command.ShardKeyspace;
import dev.vireo.ramcloud.command.User;
import dev.vireo.ramcloud.wire.resp.Args;
import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A read, from its words to its reply, makes no garbage. */
class ReadPathTest {
  private static final int ROUNDS = 20_000;
  private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  @Test
  void a_read_of_a_durable_table_allocates_nothing() {
    RespServer.Parts plain = MemoryOnly.parts(64L << 20);
    // As a master has it: what was touched of db0 is to be waited for.
    RespServer.Parts parts =
        new RespServer.Parts(
            plain.shard(),
            plain.tablets(),
            new Databases(plain.databases().tables(), 1),
            plain.catalog(),
            plain.maxMemory(),
            true);
    try (RespServer server = RespServer.start(ServerOptions.local(0), parts)) {
      RespServer.Parts own = MemoryOnly.parts(64L << 20);
      Core core = new Core(1, new ShardKeyspace(own.shard()), server.state(), ALLOCATOR);
      Session session =
          new Session(1, null, null, parts.databases(), User.everybody(), true, closing -> {});
      ReplyWriter out = new ReplyWriter(ALLOCATOR);
      Dispatcher dispatcher = new Dispatcher(core, session, out);
      run(dispatcher, session, out, "SET", "key", "value");
      assertThat(allocated(dispatcher, session, out, "GET", "key")).isZero();
      assertThat(allocated(dispatcher, session, out, "GET", "missing")).isZero();
      assertThat(allocated(dispatcher, session, out, "EXISTS", "key")).isZero();
      assertThat(allocated(dispatcher, session, out, "RC.READ", "db0", "key")).isZero();
      core.close();
      out.release();
      own.shard().close();
    }
  }

  private static void run(
      Dispatcher dispatcher, Session session, ReplyWriter out, String... words) {
    Args args = args(words);
    dispatcher.runTouching(args, session, out);
    assertThat(out.size()).isPositive();
    out.cut(0);
    args.release();
  }

  /** Bytes for each of many. */
  private static long allocated(
      Dispatcher dispatcher, Session session, ReplyWriter out, String... words) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Args args = args(words);
    long least = Long.MAX_VALUE;
    // What is compiled, loaded and linked on the way is not the path's.
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        dispatcher.runTouching(args, session, out);
        out.cut(0);
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
    }
    args.release();
    return least;
  }

  private static Args args(String... words) {
    List<byte[]> bytes = new ArrayList<>();
    for (String word : words) {
      bytes.add(word.getBytes(StandardCharsets.UTF_8));
    }
    return Args.of(bytes, ALLOCATOR);
  }
}
