package dev.vireo.ramcloud.tablet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * One partition: what is replicated, and behind it what only the leader has. Beside it what is on
 * the way to the leader, in the order of each sender, and what was given up and may still arrive.
 */
final class ModelLog {

  final List<ModelRecord> records;

  /** The first offset that is not replicated. */
  long committed;

  long end;

  /** Up to where the cleaner may go: all below was accounted for by an owner. */
  long settled;

  final List<List<ModelRecord>> network;
  final List<ModelRecord> ghosts;

  /** What a master has sent and knows nothing of yet, by master: senders' own, in order. */
  final List<List<ModelRecord>> unanswered;

  ModelLog(int masters) {
    records = new ArrayList<>();
    ghosts = new ArrayList<>();
    network = new ArrayList<>();
    unanswered = new ArrayList<>();
    for (int m = 0; m < masters; m++) {
      network.add(new ArrayList<>());
      unanswered.add(new ArrayList<>());
    }
  }

  ModelLog(ModelLog other) {
    records = new ArrayList<>(other.records);
    committed = other.committed;
    end = other.end;
    settled = other.settled;
    ghosts = new ArrayList<>(other.ghosts);
    network = new ArrayList<>();
    unanswered = new ArrayList<>();
    for (int m = 0; m < other.network.size(); m++) {
      network.add(new ArrayList<>(other.network.get(m)));
      unanswered.add(new ArrayList<>(other.unanswered.get(m)));
    }
  }

  void send(ModelRecord record) {
    network.get(record.master()).add(record);
    unanswered.get(record.master()).add(record);
  }

  void arrive(ModelRecord record) {
    records.add(record.at(end++));
  }

  /**
   * The offset of what this master sent and has not been told of; negative as long as it has none.
   */
  long offsetOf(ModelRecord sent) {
    for (ModelRecord record : records) {
      if (record.sender() == sent.sender()
          && record.sequence() == sent.sequence()
          && record.kind() == sent.kind()) {
        return record.offset();
      }
    }
    return -1;
  }

  /** The leader is lost with what only it had; senders that still wait send it again. */
  void failOver() {
    List<ModelRecord> lost =
        records.stream().filter(record -> record.offset() >= committed).toList();
    records.removeAll(lost);
    end = committed;
    for (int m = 0; m < network.size(); m++) {
      List<ModelRecord> again = new ArrayList<>();
      for (ModelRecord record : lost) {
        if (record.master() == m && unanswered.get(m).contains(record.at(-1))) {
          again.add(record.at(-1));
        }
      }
      network.get(m).addAll(0, again);
    }
  }

  /** Of what was settled only the last of each key is kept. */
  void compact() {
    Map<Integer, Long> last = new HashMap<>();
    for (ModelRecord record : records) {
      if (record.offset() < Math.min(settled, committed)) {
        last.put(record.compactionKey(), record.offset());
      }
    }
    records.removeIf(
        record ->
            record.offset() < Math.min(settled, committed)
                && record.offset() != last.getOrDefault(record.compactionKey(), -1L));
  }

  void describe(LongConsumer to) {
    to.accept(committed);
    to.accept(end);
    to.accept(settled);
    describe(records, to);
    describe(ghosts, to);
  }

  /** What one master has on its way. */
  void describe(int master, LongConsumer to) {
    describe(network.get(master), to);
    describe(unanswered.get(master), to);
  }

  private static void describe(List<ModelRecord> some, LongConsumer to) {
    to.accept(some.size());
    for (ModelRecord record : some) {
      to.accept(record.kind().ordinal());
      to.accept(record.epoch());
      to.accept(record.sequence());
      to.accept(record.key());
      to.accept(record.value());
      to.accept(record.sender());
      to.accept(record.offset());
    }
  }
}
