package dev.vireo.ramcloud.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keys whose last record in the log may be one that does not count. */
final class Suspects {

  /** A key by its bytes. */
  private record Key(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key(byte[] theirs) && Arrays.equals(bytes, theirs);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private final Set<Key> keys = new LinkedHashSet<>();

  void add(byte[] key) {
    keys.add(new Key(key));
  }

  /** A later record that counts has taken its place. */
  void clear(byte[] key) {
    if (!keys.isEmpty()) {
      keys.remove(new Key(key));
    }
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** All of them, and none are left. */
  List<byte[]> take() {
    List<byte[]> taken = new ArrayList<>(keys.size());
    keys.forEach(key -> taken.add(key.bytes));
    keys.clear();
    return taken;
  }
}
