package dev.vireo.ramcloud.command;

import java.util.List;

/**
 * The other masters, to be asked as a client asks. All of it happens on one thread of its own, so
 * that no shard waits for another.
 */
public interface Peers {

  /** What a master answered. */
  sealed interface Reply {
    /** A short text, such as {@code OK}. */
    record Text(String text) implements Reply {}

    /** Its code in capitals, a space, what happened. */
    record Refusal(String text) implements Reply {}

    /** A number. */
    record Count(long value) implements Reply {}

    /** A bulk string; an absent one is empty. */
    record Bytes(byte[] bytes) implements Reply {}

    /** An array. */
    record Many(List<Reply> replies) implements Reply {
      public Many {
        replies = List.copyOf(replies);
      }
    }
  }

  /** Gets one of these calls, once, on the peers' thread; perhaps before {@link #ask} returns. */
  interface Answer {
    /** The master has answered, were it by an error. */
    void replied(Reply reply);

    /** It has not, and whether it did anything is not known. */
    void failed(String why);
  }

  /** Asks a master; on the peers' thread. */
  void ask(String host, int port, List<byte[]> words, Answer answer);

  /** Runs something on the peers' thread. */
  void execute(Runnable work);

  /** As {@link #execute}, after a while. */
  void schedule(Runnable work, long millis);

  /** Of a master that has no others. */
  Peers NONE =
      new Peers() {
        @Override
        public void ask(String host, int port, List<byte[]> words, Answer answer) {
          answer.failed("this server is not one of a cluster");
        }

        @Override
        public void execute(Runnable work) {
          throw new IllegalStateException("this server is not one of a cluster");
        }

        @Override
        public void schedule(Runnable work, long millis) {
          throw new IllegalStateException("this server is not one of a cluster");
        }
      };
}
