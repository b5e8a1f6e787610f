package dev.vireo.ramcloud.wire;

import dev.vireo.ramcloud.wire.resp.ReplyWriter;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;

/**
 * Replies of one connection in the order of its requests, some of which have to wait: for the log,
 * or for another core. As long as none waits, all are written to one buffer and this is empty. On
 * the connection's event loop only.
 */
final class ReplyLine {
  /** Replies that go together, once nobody holds them and all before them are gone. */
  static final class Part {
    private final ReplyWriter replies;
    private boolean held;
    private String command = "";
    private long began;

    private Part(ReplyWriter replies, boolean held) {
      this.replies = replies;
      this.held = held;
    }

    ReplyWriter replies() {
      return replies;
    }

    /** Has it timed: which command, and the {@link System#nanoTime} of its beginning. */
    void timedSince(String name, long nanos) {
      command = name;
      began = nanos;
    }

    String command() {
      return command;
    }

    /** 0: it is not timed. */
    long began() {
      return began;
    }
  }

  private final ByteBufAllocator allocator;
  private final ArrayDeque<Part> parts = new ArrayDeque<>();
  private long bytes;

  ReplyLine(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** How many wait. */
  int size() {
    return parts.size();
  }

  /** A place for replies that wait until {@link #release}. */
  Part hold(boolean resp3) {
    return add(resp3, true);
  }

  /** Where the next reply goes that waits only for those before it. */
  ReplyWriter tail(boolean resp3) {
    Part last = parts.peekLast();
    if (last == null || last.held) {
      last = add(resp3, false);
    }
    last.replies.resp3(resp3);
    return last.replies;
  }

  private Part add(boolean resp3, boolean held) {
    ReplyWriter replies = new ReplyWriter(allocator);
    replies.resp3(resp3);
    Part part = new Part(replies, held);
    parts.add(part);
    return part;
  }

  /** There will be no reply: takes back the part that was added last. */
  void withdraw(Part part) {
    if (parts.peekLast() == part) {
      parts.removeLast();
      part.replies.release();
    }
  }

  /** The part may go; moves all that may go now to {@code out}. */
  void release(Part part, ReplyWriter out) {
    part.held = false;
    while (!parts.isEmpty() && !parts.peek().held) {
      Part first = parts.remove();
      var ready = first.replies.take();
      if (ready != null) {
        try {
          out.raw(ready);
        } finally {
          ready.release();
        }
      }
    }
  }

  /** The connection is gone. */
  void clear() {
    parts.forEach(part -> part.replies.release());
    parts.clear();
  }

  /** Bytes that wait. */
  long bytes() {
    bytes = 0;
    parts.forEach(part -> bytes += part.replies.size());
    return bytes;
  }
}
