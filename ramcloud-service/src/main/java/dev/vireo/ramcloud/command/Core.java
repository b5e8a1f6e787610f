package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.wire.resp.OffHeap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one event loop: its shard, its clock, memory to build values in. Used by that
 * loop's thread alone.
 */
public final class Core {
  /** Scratch memory above this is given back after use. */
  private static final int KEPT_BYTES = 4 << 20;

  private final int index;
  private final Keyspace keyspace;
  private final ServerState server;
  private final ByteBufAllocator allocator;
  private @Nullable ByteBuf scratch;
  private long now = System.currentTimeMillis();

  public Core(int index, Keyspace keyspace, ServerState server, ByteBufAllocator allocator) {
    this.index = index;
    this.keyspace = keyspace;
    this.server = server;
    this.allocator = allocator;
  }

  public int index() {
    return index;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  public ServerState server() {
    return server;
  }

  public CommandTable commands() {
    return server.commands();
  }

  public Databases databases() {
    return server.databases();
  }

  public Limits limits() {
    return server.limits();
  }

  public ByteBufAllocator allocator() {
    return allocator;
  }

  /** Reads the clock; once for what is received at once. */
  public void tick() {
    now = System.currentTimeMillis();
  }

  public long now() {
    return now;
  }

  long scratch(int length) {
    ByteBuf memory = scratch;
    if (memory == null
        || memory.capacity() < length
        || (memory.capacity() > KEPT_BYTES && length <= KEPT_BYTES)) {
      if (memory != null) {
        memory.release();
      }
      memory = allocator.directBuffer(Math.max(4096, length));
      scratch = memory;
    }
    return OffHeap.address(memory);
  }

  /** Gives back what it holds, at the end. */
  public void close() {
    ByteBuf memory = scratch;
    scratch = null;
    if (memory != null) {
      memory.release();
    }
  }
}
