package dev.vireo.ramcloud.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups that lie in a tablet's log as one record. Their entries are to be written by
 * themselves after a while, so that compaction keeps the last of each key; when the log has all of
 * them, it may forget the group. On the shard's thread only.
 */
final class LogGroups {

  /** A group whose entries are being written by themselves. */
  static final class Group {
    private final byte[] key;
    private final List<byte[]> keys;
    private final long since;
    private int left;

    private Group(byte[] key, List<byte[]> keys, long since) {
      this.key = key;
      this.keys = keys;
      this.since = since;
    }

    /** The group's own key in the log. */
    byte[] key() {
      return key;
    }

    /** The keys of its entries. */
    List<byte[]> keys() {
      return keys;
    }
  }

  private final ArrayDeque<Group> open = new ArrayDeque<>();
  private final List<Group> closed = new ArrayList<>();

  /** The log has, or is being sent, a group. */
  void opened(byte[] key, List<byte[]> keys, long now) {
    open.add(new Group(key, keys, now));
  }

  /** The log has been told to forget the group. */
  void forgotten(byte[] key) {
    open.removeIf(group -> Arrays.equals(group.key, key));
  }

  /**
   * The next one that was opened before {@code since}; null if there is none. Each of its keys is
   * to be {@link #written} then.
   */
  @Nullable Group takeOlderThan(long since) {
    Group first = open.peek();
    if (first == null || first.since - since > 0) {
      return null;
    }
    open.remove();
    first.left = first.keys.size();
    return first;
  }

  /** The log has one of the group's entries by itself. */
  void written(Group group) {
    if (--group.left == 0) {
      closed.add(group);
    }
  }

  /** Those that the log may forget now. */
  List<Group> takeClosed() {
    List<Group> taken = List.copyOf(closed);
    closed.clear();
    return taken;
  }

  void clear() {
    open.clear();
    closed.clear();
  }
}
