package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys that somebody has seen not to be there, and relies on that. One that was made and removed
 * again leaves no version that could tell, so its making is noted here.
 */
public final class AbsentKeys {
  private final Map<ObjectKey, Absence> watched = new HashMap<>();

  AbsentKeys() {}

  /** A key's absence, from when it was asked for up to now. */
  public final class Absence {
    private final ObjectKey key;
    private int watchers;
    private boolean over;

    private Absence(ObjectKey key) {
      this.key = key;
    }

    /** Whether the key was made since, or may have been, elsewhere. */
    public boolean isOver() {
      return over;
    }

    /** The one who asked for it does not need it any more. To be called once. */
    public void release() {
      watchers--;
      if (watchers == 0 && !over) {
        watched.remove(key);
      }
    }
  }

  /** Watches a key that is not there. */
  public Absence watch(long tableId, ByteSpan key) {
    Absence absence = watched.computeIfAbsent(ObjectKey.of(tableId, key), Absence::new);
    absence.watchers++;
    return absence;
  }

  void made(long tableId, ByteSpan key) {
    if (watched.isEmpty()) {
      return;
    }
    Absence absence = watched.remove(ObjectKey.of(tableId, key));
    if (absence != null) {
      absence.over = true;
    }
  }

  /** What becomes of these slots is not seen here any more. */
  void left(SlotRange slots) {
    watched
        .values()
        .removeIf(
            absence -> {
              absence.over = slots.contains(KeySlot.of(absence.key.key()));
              return absence.over;
            });
  }
}
