package dev.vireo.ramcloud.commit;

import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.TxOp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a model of commits over two tablets: the topic with what is on its way there, each
 * tablet's log and owner, and what clients know. The {@link CommitLedger} is the one that runs;
 * that a tablet's log has one owner's records, in order, is what {@code TabletModelTest} shows.
 */
final class CommitModel {

  static final int TABLETS = 2;

  /** How often each thing may happen. */
  record Bounds(int commits, int crashes, int giveUps, int cuts, Set<CommitRule> rules) {}

  /**
   * What may happen next.
   *
   * @param sure whether it happens, if nothing else does
   */
  record Step(String name, CommitModel after, boolean sure) {}

  /** A record of a tablet's log. */
  private record Logged(String kind, long commit) {}

  /** A tablet with its owner. */
  private static final class Owner {
    final List<Logged> log = new ArrayList<>();
    final List<Logged> pending = new ArrayList<>();
    final List<Long> done = new ArrayList<>();
    final Set<Long> waiting = new TreeSet<>();
    final Set<Long> decided = new TreeSet<>();
    final Set<Long> said = new TreeSet<>();
    long handled = -1;
    CommitLedger ledger = new CommitLedger(TABLETS, 0);

    Owner copy() {
      Owner copy = new Owner();
      copy.log.addAll(log);
      copy.pending.addAll(pending);
      copy.done.addAll(done);
      copy.waiting.addAll(waiting);
      copy.decided.addAll(decided);
      copy.said.addAll(said);
      copy.handled = handled;
      copy.ledger = ledger.copy();
      return copy;
    }

    /** A new owner has the log alone, and reads the topic from an offset on. */
    void startAnew(long from) {
      pending.clear();
      done.clear();
      waiting.clear();
      decided.clear();
      said.clear();
      handled = -1;
      ledger = new CommitLedger(TABLETS, from);
      log.forEach(this::apply);
    }

    void apply(Logged record) {
      if (record.kind().equals("effect")) {
        done.add(record.commit());
        return;
      }
      handled = Math.max(handled, record.commit());
      switch (record.kind()) {
        case "prepared" -> {
          if (!decided.contains(record.commit())) {
            waiting.add(record.commit());
          }
        }
        case "done" -> {
          done.add(record.commit());
          waiting.remove(record.commit());
          decided.add(record.commit());
        }
        default -> {
          waiting.remove(record.commit());
          decided.add(record.commit());
        }
      }
    }

    void write(Logged record) {
      apply(record);
      pending.add(record);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      text.append(log).append(pending).append(done).append(waiting).append(decided);
      text.append(said).append(handled).append('|');
      ledger.describe(value -> text.append(value).append(','));
      return text.toString();
    }
  }

  private final Bounds bounds;
  private final List<CommitRecord> topic = new ArrayList<>();
  private final List<CommitRecord> sent = new ArrayList<>();
  private final List<Owner> owners = new ArrayList<>();

  /** Such as have owned a tablet and do not know that another does now. */
  private final List<@Nullable Owner> sleepers = new ArrayList<>();

  /** Commits that somebody was told are done, and such as somebody was told are not. */
  private final Set<Long> knownDone = new TreeSet<>();

  private final Set<Long> knownUndone = new TreeSet<>();
  private CommitLedger client = new CommitLedger(TABLETS, 0);
  private long start;
  private int asked;
  private int crashes;
  private int giveUps;
  private int cuts;
  private @Nullable String violation;

  CommitModel(Bounds bounds) {
    this.bounds = bounds;
    for (int t = 0; t < TABLETS; t++) {
      owners.add(new Owner());
      sleepers.add(null);
    }
  }

  private CommitModel copy() {
    CommitModel copy = new CommitModel(bounds);
    copy.topic.addAll(topic);
    copy.sent.addAll(sent);
    copy.owners.clear();
    owners.forEach(owner -> copy.owners.add(owner.copy()));
    copy.sleepers.clear();
    sleepers.forEach(owner -> copy.sleepers.add(owner == null ? null : owner.copy()));
    copy.knownDone.addAll(knownDone);
    copy.knownUndone.addAll(knownUndone);
    copy.client = client.copy();
    copy.start = start;
    copy.asked = asked;
    copy.crashes = crashes;
    copy.giveUps = giveUps;
    copy.cuts = cuts;
    return copy;
  }

  /** Whether objects are held and nothing that is sure to happen will change that. */
  static boolean isStuck(CommitModel model, List<Step> steps) {
    return model.owners.stream().anyMatch(owner -> !owner.waiting.isEmpty())
        && steps.stream().noneMatch(Step::sure);
  }

  @Nullable String violation() {
    return violation;
  }

  private boolean keeps(CommitRule rule) {
    return bounds.rules().contains(rule);
  }

  List<Step> next() {
    List<Step> steps = new ArrayList<>();
    if (asked < bounds.commits()) {
      add(steps, "a client asks for commit " + asked, CommitModel::ask);
    }
    for (int s = 0; s < sent.size(); s++) {
      int which = s;
      add(steps, "the topic gets " + sent.get(s), model -> model.arrive(which));
    }
    if (client.position() < topic.size()) {
      add(steps, "the client's master reads the topic", CommitModel::clientReads);
    }
    for (int t = 0; t < TABLETS; t++) {
      tablet(steps, t);
      Owner sleeper = sleepers.get(t);
      if (sleeper != null && !keeps(CommitRule.SETTLED_BY_OWNER)) {
        former(steps, t, sleeper);
      }
    }
    return steps;
  }

  /** What a former owner can do that counts: its records in the tablet's log do not. */
  private void former(List<Step> steps, int t, Owner sleeper) {
    if (sleeper.ledger.position() < topic.size()) {
      add(
          steps,
          "former owner " + t + " reads the topic",
          model -> model.read(Objects.requireNonNull(model.sleepers.get(t))));
    }
    for (Commit commit : sleeper.ledger.open()) {
      if (commit.awaits(t) && !sleeper.waiting.contains(commit.offset())) {
        add(
            steps,
            "former owner " + t + " says that " + commit.offset() + " is settled",
            model -> {
              model.sleepers.set(t, null);
              model.sent.add(new CommitRecord.Settled(commit.offset(), t));
            });
      }
    }
  }

  private void tablet(List<Step> steps, int t) {
    Owner owner = owners.get(t);
    if (owner.ledger.position() < topic.size()) {
      add(steps, "owner " + t + " reads the topic", model -> model.read(model.owners.get(t)));
    }
    if (owner.ledger.position() < start) {
      add(
          steps,
          "owner " + t + " finds the topic cut off",
          model -> model.owners.get(t).ledger.readTo(model.start));
    }
    if (!owner.pending.isEmpty()) {
      add(
          steps,
          "log " + t + " gets " + owner.pending.getFirst(),
          model -> {
            Owner its = model.owners.get(t);
            its.log.add(its.pending.removeFirst());
          });
    }
    for (Commit commit : owner.ledger.open()) {
      part(steps, t, owner, commit);
    }
    for (long waits : owner.waiting) {
      Commit commit = owner.ledger.find(waits);
      boolean aborted =
          commit == null
              ? owner.ledger.isForgotten(waits)
              : commit.answer() != null && !commit.isCommitted();
      if (aborted) {
        add(
            steps,
            "owner " + t + " lets go of " + waits,
            model -> model.owners.get(t).write(new Logged("dropped", waits)));
      }
    }
    if (crashes < bounds.crashes()) {
      add(steps, "tablet " + t + " gets a new owner", model -> model.crash(t, model.start));
      if (start > 0) {
        add(steps, "tablet " + t + " gets an owner that is behind", model -> model.crash(t, 0));
      }
    }
    long cut = keeps(CommitRule.CUT_WHEN_OVER) ? owner.ledger.cut() : firstUndecided(owner.ledger);
    if (cuts < bounds.cuts() && cut > start) {
      add(steps, "owner " + t + " cuts the topic off below " + cut, model -> model.cut(cut));
    }
    if (start > 0 && owner.decided.stream().anyMatch(each -> each < start)) {
      add(steps, "tablet " + t + " forgets what was cut off", model -> model.forget(t));
    }
    if (owner.pending.isEmpty() && (owner.waiting.isEmpty() || !keeps(CommitRule.HOLD))) {
      add(steps, "somebody reads of tablet " + t, model -> model.look(t));
    }
  }

  private long firstUndecided(CommitLedger ledger) {
    for (Commit commit : ledger.open()) {
      if (commit.answer() == null) {
        return commit.offset();
      }
    }
    return ledger.position();
  }

  private void part(List<Step> steps, int t, Owner owner, Commit commit) {
    long name = commit.offset();
    boolean waits = owner.waiting.contains(name);
    boolean taken = keeps(CommitRule.TAKEN_ONCE) ? name <= owner.handled : decidedHere(owner, name);
    if (commit.answer() == null) {
      if (!waits && !taken && owner.waiting.isEmpty() && isNext(owner, name)) {
        add(
            steps,
            "owner " + t + " prepares " + name,
            model -> model.owners.get(t).write(new Logged("prepared", name)));
      }
      boolean logged =
          owner.log.contains(new Logged("prepared", name)) || !keeps(CommitRule.AGREE_WHEN_LOGGED);
      if (waits && logged && !owner.said.contains(name)) {
        add(
            steps,
            "owner " + t + " agrees to " + name,
            model -> {
              model.owners.get(t).said.add(name);
              model.sent.add(new CommitRecord.Agreed(name, t, List.of(1L)));
            });
      }
      if (giveUps < bounds.giveUps()) {
        add(steps, "owner " + t + " gives " + name + " up", model -> model.giveUp(t, name));
      }
      return;
    }
    if (waits && commit.isCommitted()) {
      add(
          steps,
          "owner " + t + " does " + name,
          model -> model.owners.get(t).write(new Logged("done", name)));
    } else if (owner.pending.isEmpty() && commit.awaits(t) && !owner.said.contains(-1 - name)) {
      add(
          steps,
          "owner " + t + " says that " + name + " is settled",
          model -> {
            model.owners.get(t).said.add(-1 - name);
            model.sent.add(new CommitRecord.Settled(name, t));
          });
    }
  }

  /** Commits are taken in their order. */
  private static boolean isNext(Owner owner, long name) {
    return owner.ledger.open().stream()
        .filter(commit -> commit.answer() == null && commit.offset() > owner.handled)
        .noneMatch(commit -> commit.offset() < name);
  }

  private static boolean decidedHere(Owner owner, long name) {
    return owner.decided.contains(name);
  }

  private void add(List<Step> steps, String name, Consumer<CommitModel> change) {
    CommitModel after = copy();
    change.accept(after);
    after.check();
    boolean sure = !name.contains("reads of tablet") && !name.contains("gets a");
    steps.add(new Step(name, after, sure));
  }

  private void ask() {
    List<TxOp> ops = new ArrayList<>();
    for (int t = 0; t < TABLETS; t++) {
      ops.add(new TxOp.Write(1, keyOf(t), new byte[0]));
    }
    sent.add(new CommitRecord.Request(asked++, null, ops));
  }

  private static byte[] keyOf(int tablet) {
    for (int i = 0; ; i++) {
      String key = "key-" + i;
      if (KeySlot.of(key) * TABLETS / KeySlot.SLOTS == tablet) {
        return key.getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  private void arrive(int which) {
    topic.add(sent.remove(which));
  }

  private void read(Owner owner) {
    CommitLedger ledger = owner.ledger;
    ledger.take(ledger.position(), topic.get((int) ledger.position()));
  }

  private void clientReads() {
    client.take(client.position(), topic.get((int) client.position()));
    for (long name = 0; name < topic.size(); name++) {
      Commit commit = client.find(name);
      if (commit != null && commit.answer() != null) {
        (commit.isCommitted() ? knownDone : knownUndone).add(name);
      }
    }
  }

  private void giveUp(int t, long name) {
    giveUps++;
    if (keeps(CommitRule.GIVE_UP_BY_RECORD)) {
      sent.add(new CommitRecord.GivenUp(name));
    } else if (owners.get(t).waiting.contains(name)) {
      owners.get(t).write(new Logged("dropped", name));
    }
  }

  private void crash(int t, long from) {
    crashes++;
    sleepers.set(t, keeps(CommitRule.SETTLED_BY_OWNER) ? null : owners.get(t).copy());
    owners.get(t).startAnew(from);
  }

  private void cut(long below) {
    cuts++;
    start = below;
  }

  /** The log keeps what was done, and of decisions the last. */
  private void forget(int t) {
    Owner owner = owners.get(t);
    Set<Long> gone = new TreeSet<>(owner.decided);
    gone.removeIf(each -> each >= start || (keeps(CommitRule.TAKEN_ONCE) && each == owner.handled));
    owner.decided.removeAll(gone);
    owner.log.replaceAll(record -> gone.contains(record.commit()) ? forgotten(record) : record);
    owner.log.removeIf(record -> record.kind().isEmpty());
  }

  /** Its effect stays, in the objects; that there was such a commit does not. */
  private static Logged forgotten(Logged record) {
    return new Logged(record.kind().equals("done") ? "effect" : "", record.commit());
  }

  /** Somebody is shown what lies in the tablet. */
  private void look(int t) {
    List<Long> shown = owners.get(t).done;
    for (long name : knownDone) {
      if (!shown.contains(name)) {
        violation = "commit " + name + " was known to be done, and tablet " + t + " shows it not";
      }
    }
    for (long name : knownUndone) {
      if (shown.contains(name)) {
        violation = "commit " + name + " was known not to be done, and tablet " + t + " shows it";
      }
    }
    knownDone.addAll(shown);
  }

  private void check() {
    for (int t = 0; t < TABLETS && violation == null; t++) {
      List<Long> done = owners.get(t).done;
      if (new TreeSet<>(done).size() < done.size()) {
        violation = "tablet " + t + " has done a commit twice: " + done;
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(topic.stream().map(CommitModel::brief).toList());
    text.append(sent.stream().map(CommitModel::brief).sorted().toList());
    text.append(owners).append(sleepers).append(knownDone).append(knownUndone);
    client.describe(value -> text.append(value).append(','));
    return text.append(start)
        .append(',')
        .append(asked)
        .append(',')
        .append(crashes)
        .append(',')
        .append(giveUps)
        .append(',')
        .append(cuts)
        .toString();
  }

  private static String brief(CommitRecord record) {
    return record instanceof CommitRecord.Request request
        ? "request " + request.nonce()
        : record.toString();
  }
}
