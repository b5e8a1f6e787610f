package dev.vireo.ramcloud.tablet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A master of the model: the tablet as it runs, and a memory of values beside it. */
final class ModelMaster implements TabletActions {

  /**
   * A write that waits for its answer.
   *
   * @param value what the key was after it
   * @param observed what anybody had been told of the key when it began
   */
  record Write(int key, long value, long observed) {}

  Tablet tablet;

  /** Which attempt of this master to own the tablet this is, unlike that of every other. */
  int sender;

  final long[] memory;

  /** Keys whose last record in the log may be a stale one. */
  final TreeSet<Integer> suspects = new TreeSet<>();

  /** What waits for an append, by its sequence number; -1 is the key of an append without one. */
  final TreeMap<Long, List<Write>> waiting = new TreeMap<>();

  final Map<Long, Integer> keyOf = new HashMap<>();

  /** A read that has looked its key up: key, value, what was observed then; null without one. */
  long @Nullable [] lookedUp;

  /** What the last step of the tablet asked for. */
  final List<Write> answered = new ArrayList<>();

  final List<Long> repeats = new ArrayList<>();
  boolean lost;

  ModelMaster(ModelBounds bounds) {
    memory = new long[bounds.keys()];
    tablet = fresh(bounds);
  }

  private ModelMaster(ModelMaster other) {
    tablet = other.tablet.copy();
    sender = other.sender;
    memory = other.memory.clone();
    suspects.addAll(other.suspects);
    other.waiting.forEach((sequence, writes) -> waiting.put(sequence, List.copyOf(writes)));
    keyOf.putAll(other.keyOf);
    lookedUp = other.lookedUp == null ? null : other.lookedUp.clone();
  }

  static Tablet fresh(ModelBounds bounds) {
    return new Tablet(bounds.safeguards(), ModelBounds.LEASE, ModelBounds.LEASE);
  }

  ModelMaster copy() {
    return new ModelMaster(this);
  }

  /** Whether a write of the key is not acknowledged. */
  boolean pending(int key) {
    return keyOf.containsValue(key);
  }

  /** Forgets all and follows the log from its start, as after a loss. */
  void startAnew(ModelBounds bounds) {
    tablet = fresh(bounds);
    Arrays.fill(memory, 0);
    suspects.clear();
    waiting.clear();
    keyOf.clear();
    lookedUp = null;
    lost = false;
    repeats.clear();
  }

  /** Reads one record. */
  void read(ModelRecord record, long now) {
    switch (record.kind()) {
      case BARRIER -> tablet.barrierSeen(record.offset(), record.sender(), now, this);
      case HAND_OVER ->
          tablet.handOverSeen(record.offset(), record.epoch(), record.sequence(), now, this);
      case HEARTBEAT, VALUE -> {
        var verdict =
            tablet.entrySeen(record.offset(), record.epoch(), record.sequence(), now, this);
        if (record.kind() == ModelRecord.Kind.VALUE) {
          take(record, verdict);
        }
      }
    }
  }

  private void take(ModelRecord record, Tablet.Verdict verdict) {
    switch (verdict) {
      case APPLY -> {
        memory[record.key()] = record.value();
        suspects.remove(record.key());
      }
      case STALE -> suspects.add(record.key());
      case KNOWN -> {}
    }
  }

  @Override
  public void acknowledge(long sequence) {
    keyOf.remove(sequence);
    List<Write> writes = waiting.remove(sequence);
    if (writes != null) {
      answered.addAll(writes);
    }
  }

  @Override
  public void repeat(long sequence) {
    repeats.add(sequence);
  }

  @Override
  public void readTail(long from, long through) {
    // The model reads as long as the tablet wants it to.
  }

  @Override
  public void serve() {
    // The tablet's phase says so.
  }

  @Override
  public void lose(Loss reason) {
    lost = true;
  }

  void describe(LongConsumer to) {
    tablet.describe(to);
    to.accept(sender);
    for (long value : memory) {
      to.accept(value);
    }
    suspects.forEach(key -> to.accept(key));
    to.accept(-2);
    waiting.forEach(
        (sequence, writes) -> {
          to.accept(sequence);
          for (Write write : writes) {
            to.accept(write.key);
            to.accept(write.value);
            to.accept(write.observed);
          }
        });
    to.accept(-3);
    new TreeMap<>(keyOf)
        .forEach(
            (sequence, key) -> {
              to.accept(sequence);
              to.accept(key);
            });
    to.accept(-4);
    if (lookedUp != null) {
      for (long each : lookedUp) {
        to.accept(each);
      }
    }
  }
}
