package dev.vireo.ramcloud.tablet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One moment of the model: masters, log, what clients were told, and what may still happen.
 *
 * <p>Each write appends its number to the value of its key. So a value tells its whole history, and
 * linearizability of a key is this: whatever anybody is told is a prefix of everything that is told
 * later and of what a new owner would read from the log.
 */
final class ModelWorld {

  /** What may happen next. */
  record Step(String name, ModelWorld after) {}

  private static final int FIRST_SENDER = 1;

  private final ModelBounds bounds;
  private final List<ModelMaster> masters = new ArrayList<>();
  private final ModelLog log;

  /** The longest value that anybody was told, by key. */
  private final long[] observed;

  private long now;
  private int writes;
  private int heartbeats;
  private int takeOvers;
  private int failures;
  private int failOvers;
  private int compactions;
  private int handOvers;
  private int looks;
  private int senders = FIRST_SENDER;
  private @Nullable String violation;

  /** The first master owns the tablet, whose log holds its barrier only. */
  ModelWorld(ModelBounds bounds) {
    this.bounds = bounds;
    this.log = new ModelLog(bounds.masters());
    this.observed = new long[bounds.keys()];
    for (int m = 0; m < bounds.masters(); m++) {
      masters.add(new ModelMaster(bounds));
    }
    takeOver(0);
    log.arrive(log.network.getFirst().removeFirst());
    log.committed = log.end;
    answer(0);
    readAll(0);
  }

  private ModelWorld(ModelWorld other) {
    bounds = other.bounds;
    log = new ModelLog(other.log);
    observed = other.observed.clone();
    other.masters.forEach(master -> masters.add(master.copy()));
    now = other.now;
    writes = other.writes;
    heartbeats = other.heartbeats;
    takeOvers = other.takeOvers;
    failures = other.failures;
    failOvers = other.failOvers;
    compactions = other.compactions;
    handOvers = other.handOvers;
    looks = other.looks;
    senders = other.senders;
    violation = other.violation;
  }

  /** What went wrong on the way here, if anything did. */
  @Nullable String violation() {
    return violation;
  }

  List<Step> next() {
    List<Step> steps = new ArrayList<>();
    if (now < bounds.ticks()) {
      step(steps, "time passes", world -> world.now++);
    }
    if (log.committed < log.end) {
      step(steps, "the log's end is replicated", world -> world.log.committed++);
      if (failOvers < bounds.failOvers()) {
        step(
            steps,
            "the broker fails over",
            world -> {
              world.failOvers++;
              world.log.failOver();
            });
      }
    }
    if (compactions < bounds.compactions() && log.settled > 0) {
      step(
          steps,
          "the log is compacted to " + log.settled,
          world -> {
            world.compactions++;
            world.log.compact();
          });
    }
    for (int g = 0; g < log.ghosts.size(); g++) {
      int which = g;
      step(
          steps,
          "a record that was given up arrives: " + log.ghosts.get(g),
          world -> world.log.arrive(world.log.ghosts.remove(which)));
    }
    for (int m = 0; m < masters.size(); m++) {
      stepsOf(m, steps);
    }
    return steps;
  }

  private void stepsOf(int m, List<Step> steps) {
    ModelMaster master = masters.get(m);
    Tablet tablet = master.tablet;
    if (!log.network.get(m).isEmpty()) {
      step(
          steps,
          m + " has arrive: " + log.network.get(m).getFirst(),
          world -> world.log.arrive(world.log.network.get(m).removeFirst()));
    }
    if (!log.unanswered.get(m).isEmpty()) {
      long offset = log.offsetOf(log.unanswered.get(m).getFirst());
      if (offset >= 0 && offset < log.committed) {
        step(steps, m + " is told of offset " + offset, world -> world.answer(m));
      }
      if (failures < bounds.failures()) {
        step(steps, m + " gives its oldest send up", world -> world.giveUp(m));
      }
    }
    boolean follows = tablet.phase().ordinal() < Tablet.Phase.WAITING.ordinal();
    if (follows ? tablet.position() < log.committed : tablet.readingTail()) {
      step(steps, m + " reads the log", world -> world.readAll(m));
    }
    if (looks < bounds.looks() && follows && tablet.position() < log.committed) {
      step(
          steps,
          m + " sees where the log ends",
          world -> {
            world.looks++;
            world.masters.get(m).tablet.reached(world.log.committed, world.now);
          });
    }
    switch (tablet.phase()) {
      case STANDBY -> {
        if (takeOvers < bounds.takeOvers()) {
          step(
              steps,
              m + " takes over",
              world -> {
                world.takeOvers++;
                world.takeOver(m);
              });
        }
      }
      case WAITING -> step(steps, m + " looks at its clock", world -> world.tick(m));
      case SERVING -> serving(m, steps);
      case FENCING, REPLAYING, HANDING_OVER, LOST -> {}
    }
  }

  private void serving(int m, List<Step> steps) {
    ModelMaster master = masters.get(m);
    for (int k = 0; k < bounds.keys(); k++) {
      int key = k;
      if (writes < bounds.writes()) {
        step(steps, m + " takes a write of key " + k, world -> world.write(m, key));
      }
      if (master.lookedUp == null && !master.pending(k)) {
        step(
            steps,
            m + " looks key " + k + " up",
            world ->
                world.masters.get(m).lookedUp =
                    new long[] {key, world.masters.get(m).memory[key], world.observed[key]});
      }
    }
    if (master.lookedUp != null && master.tablet.mayRead(now)) {
      step(steps, m + " answers its read", world -> world.answerRead(m));
    }
    if (heartbeats < bounds.heartbeats()) {
      step(
          steps,
          m + " sends a heartbeat",
          world -> {
            world.heartbeats++;
            world.append(m, ModelRecord.Kind.HEARTBEAT, -1, List.of());
          });
    }
    if (!master.suspects.isEmpty()) {
      step(
          steps,
          m + " writes key " + master.suspects.first() + " once more",
          world -> {
            int key = world.masters.get(m).suspects.removeFirst();
            world.append(m, ModelRecord.Kind.VALUE, key, List.of());
          });
    }
    if (handOvers < bounds.handOvers()
        && master.tablet.inFlight() == 0
        && master.suspects.isEmpty()) {
      step(
          steps,
          m + " hands over",
          world -> {
            world.handOvers++;
            ModelMaster giver = world.masters.get(m);
            world.send(m, ModelRecord.Kind.HAND_OVER, giver.tablet.handOver(world.now, giver), -1);
          });
    }
  }

  private void step(List<Step> steps, String name, Consumer<ModelWorld> change) {
    ModelWorld after = new ModelWorld(this);
    change.accept(after);
    after.settle();
    steps.add(new Step(name, after));
  }

  // --- what happens ------------------------------------------------------------------------------

  private void takeOver(int m) {
    ModelMaster master = masters.get(m);
    master.sender = senders++;
    master.tablet.takeOver(master.sender, now);
    log.send(new ModelRecord(ModelRecord.Kind.BARRIER, -1, -1, -1, 0, m, master.sender, -1));
  }

  private void write(int m, int key) {
    ModelMaster master = masters.get(m);
    long before = observed[key];
    master.memory[key] = master.memory[key] * 10 + ++writes;
    append(
        m,
        ModelRecord.Kind.VALUE,
        key,
        List.of(new ModelMaster.Write(key, master.memory[key], before)));
  }

  private void append(int m, ModelRecord.Kind kind, int key, List<ModelMaster.Write> waiting) {
    ModelMaster master = masters.get(m);
    // Noted before, as an owner that waits for nobody acknowledges within the call.
    long expected = master.tablet.nextSequence();
    master.waiting.put(expected, waiting);
    master.keyOf.put(expected, key);
    long sequence = master.tablet.appending(now, master);
    send(m, kind, sequence, key);
  }

  private void send(int m, ModelRecord.Kind kind, long sequence, int key) {
    ModelMaster master = masters.get(m);
    log.send(
        new ModelRecord(
            kind,
            master.tablet.epoch(),
            sequence,
            key,
            key < 0 ? 0 : master.memory[key],
            m,
            master.sender,
            -1));
  }

  /** The oldest send of the master is answered by the broker. */
  private void answer(int m) {
    ModelMaster master = masters.get(m);
    ModelRecord sent = log.unanswered.get(m).removeFirst();
    long offset = log.offsetOf(sent);
    if (sent.sender() != master.sender) {
      return;
    }
    if (sent.kind() == ModelRecord.Kind.BARRIER) {
      master.tablet.barrierAcked(sent.sender(), offset, now, master);
    } else {
      master.tablet.acked(sent.sequence(), offset, master);
    }
  }

  private void giveUp(int m) {
    failures++;
    ModelMaster master = masters.get(m);
    ModelRecord sent = log.unanswered.get(m).removeFirst();
    if (log.network.get(m).remove(sent)) {
      log.ghosts.add(sent);
    }
    if (sent.sender() != master.sender) {
      return;
    }
    if (sent.kind() == ModelRecord.Kind.BARRIER) {
      master.tablet.barrierFailed(sent.sender());
    } else {
      master.tablet.failed(sent.sequence(), master);
    }
  }

  private void readAll(int m) {
    ModelMaster master = masters.get(m);
    for (ModelRecord record : List.copyOf(log.records)) {
      boolean wanted =
          master.tablet.phase().ordinal() < Tablet.Phase.WAITING.ordinal()
              || master.tablet.readingTail();
      if (wanted
          && record.offset() >= master.tablet.position()
          && record.offset() < log.committed) {
        master.read(record, now);
      }
    }
    if (master.tablet.phase().ordinal() < Tablet.Phase.WAITING.ordinal()
        && master.tablet.position() < log.committed) {
      master.tablet.readThrough(log.committed - 1, now, master);
    }
  }

  private void tick(int m) {
    masters.get(m).tablet.tick(now, masters.get(m));
  }

  private void answerRead(int m) {
    ModelMaster master = masters.get(m);
    long[] read = Objects.requireNonNull(master.lookedUp);
    master.lookedUp = null;
    tell("a read at master " + m, (int) read[0], read[1], read[2]);
  }

  /** What the tablets asked for in this step, and whether all is as promised after it. */
  private void settle() {
    for (int m = 0; m < masters.size(); m++) {
      ModelMaster master = masters.get(m);
      for (ModelMaster.Write write : master.answered) {
        tell("a write at master " + m, write.key(), write.value(), write.observed());
      }
      master.answered.clear();
      if (master.lost) {
        master.startAnew(bounds);
      }
      for (long sequence : List.copyOf(master.repeats)) {
        repeat(m, sequence);
      }
      master.repeats.clear();
      noteSettled(master);
    }
    checkLog();
  }

  private void repeat(int m, long sequence) {
    ModelMaster master = masters.get(m);
    Integer key = master.keyOf.remove(sequence);
    List<ModelMaster.Write> waiting = master.waiting.remove(sequence);
    if (master.tablet.phase() == Tablet.Phase.HANDING_OVER) {
      send(m, ModelRecord.Kind.HAND_OVER, master.tablet.handOver(now, master), -1);
    } else if (key != null && key >= 0) {
      append(m, ModelRecord.Kind.VALUE, key, waiting == null ? List.of() : waiting);
    }
  }

  /**
   * An owner that has accounted for all lets the cleaner come up to here: the log's lag ensures it.
   */
  private void noteSettled(ModelMaster master) {
    if (master.tablet.phase() == Tablet.Phase.SERVING
        && master.suspects.isEmpty()
        && master.tablet.inFlight() == 0
        && master.tablet.position() == log.committed) {
      log.settled = Math.max(log.settled, log.committed);
    }
  }

  private void tell(String who, int key, long value, long known) {
    if (!isPrefix(known, value)) {
      violation =
          "%s was told %d of key %d after somebody knew %d".formatted(who, value, key, known);
    } else if (isPrefix(observed[key], value)) {
      observed[key] = value;
    } else if (!isPrefix(value, observed[key])) {
      violation =
          "%s was told %d of key %d and somebody %d".formatted(who, value, key, observed[key]);
    }
  }

  /** What a new owner would read from the log holds everything that anybody was told. */
  private void checkLog() {
    ModelMaster reader = new ModelMaster(bounds);
    for (ModelRecord record : log.records) {
      if (record.offset() < log.committed) {
        reader.read(record, now);
      }
    }
    for (int k = 0; k < bounds.keys(); k++) {
      if (violation == null && !isPrefix(observed[k], reader.memory[k])) {
        violation =
            "the log holds %d of key %d and somebody was told %d"
                .formatted(reader.memory[k], k, observed[k]);
      }
    }
  }

  static boolean isPrefix(long shorter, long longer) {
    long rest = longer;
    while (rest > shorter) {
      rest /= 10;
    }
    return rest == shorter;
  }

  /**
   * Tells the moment from others. Masters are alike but for what they have done: where they have
   * changed places it is the same moment.
   */
  Print print() {
    Print print = new Print();
    log.describe(print);
    Print[] ofMasters = new Print[masters.size()];
    for (int m = 0; m < ofMasters.length; m++) {
      ofMasters[m] = new Print();
      masters.get(m).describe(ofMasters[m]);
      log.describe(m, ofMasters[m]);
    }
    Arrays.sort(ofMasters);
    for (Print each : ofMasters) {
      print.accept(each);
    }
    for (long value : observed) {
      print.accept(value);
    }
    print.accept(now);
    print.accept(writes);
    print.accept(heartbeats);
    print.accept(takeOvers);
    print.accept(failures);
    print.accept(failOvers);
    print.accept(compactions);
    print.accept(handOvers);
    print.accept(looks);
    print.accept(senders);
    return print;
  }
}
