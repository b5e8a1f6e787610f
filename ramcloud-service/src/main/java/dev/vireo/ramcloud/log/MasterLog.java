package dev.vireo.ramcloud.log;

import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.tablet.Tablet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable log of one master: joins the group, takes and gives tablets as the group agrees, and
 * keeps every shard's {@link ShardLog} going.
 */
public final class MasterLog implements AutoCloseable {

  /**
   * One shard.
   *
   * @param loop runs on the shard's thread what it is given, in order
   */
  public record Seat(Executor loop, TabletMemory memory, ShardLog log) {}

  /**
   * A tablet at this master.
   *
   * @param phase of the protocol
   * @param role {@code OWNER}, {@code STANDBY} or {@code NONE}, as the group agreed
   */
  public record TabletState(int tablet, String phase, String role, boolean warm) {}

  private static final Logger LOG = LoggerFactory.getLogger(MasterLog.class);
  private static final long TICK_MILLIS = 25;
  private static final Duration LEAVE_BOUND = Duration.ofSeconds(8);

  private final LogSettings settings;
  private final List<Seat> seats;
  private final LogMeters meters;
  private final Set<Safeguard> safeguards;
  private final LogSender sender;
  private final LogReader reader;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("tablet-ticks").daemon().factory());
  private final Thread starter;

  /** How each tablet stands, as its shard last said. */
  private final Map<Integer, TabletState> states = new ConcurrentHashMap<>();

  private volatile ClusterView view;
  private volatile int tablets;
  private volatile @Nullable Membership membership;
  private volatile String trouble = "";
  private final AtomicLongArray lags;
  private volatile boolean leaving;
  private volatile boolean closed;

  /** A log that keeps every rule. */
  public MasterLog(LogSettings settings, List<Seat> seats, LogMeters meters) {
    this(settings, seats, meters, Safeguard.all());
  }

  /** A log that leaves rules out; for tests that show what they are for. */
  public MasterLog(
      LogSettings settings, List<Seat> seats, LogMeters meters, Set<Safeguard> safeguards) {
    this.settings = settings;
    this.seats = List.copyOf(seats);
    this.lags = new AtomicLongArray(seats.size());
    this.meters = meters;
    this.safeguards = safeguards;
    this.view = ClusterView.none(settings.tablets());
    this.sender = new LogSender(settings, settings.masterId());
    this.reader = new LogReader(settings, Math.max(1, seats.size()));
    this.starter = Thread.ofVirtual().name("tablet-start").unstarted(this::startWhenKafkaAnswers);
  }

  /** A shard's part of the log, to be given to its {@link Seat}. */
  public static ShardLog shardLog() {
    return new ShardLog();
  }

  /** Starts; returns at once. Where Kafka is away it waits for it. */
  public void start() {
    starter.start();
  }

  /** Which shard has a tablet. */
  public int shardOf(int tablet) {
    return tablet % seats.size();
  }

  /** Who owns what, as the group agreed last. */
  public ClusterView view() {
    return view;
  }

  /** How many tablets there are; 0 before the log is known. */
  public int tablets() {
    return tablets;
  }

  /** How this master's tablets stand. */
  public List<TabletState> states() {
    return List.copyOf(new TreeMap<>(states).values());
  }

  /** Whether the group has given this master its tablets and it serves all of them. */
  public boolean ready() {
    return obstacle().isEmpty();
  }

  /** What keeps it from being ready, in words. */
  public Optional<String> obstacle() {
    if (!trouble.isEmpty()) {
      return Optional.of(trouble);
    }
    ClusterView agreed = view;
    if (agreed.generation() < 0) {
      return Optional.of("the masters' group " + settings.group() + " has not agreed yet");
    }
    // What the group gave, and not what shards have taken up of it by now.
    return agreed.members().stream()
        .filter(member -> member.id().equals(settings.masterId()))
        .flatMap(member -> member.owned().stream())
        .flatMap(tablet -> obstacle(tablet).stream())
        .findFirst();
  }

  private Optional<String> obstacle(int tablet) {
    TabletState state = states.get(tablet);
    if (state == null || !state.role().equals(TabletReplica.Role.OWNER.name())) {
      return Optional.of("tablet " + tablet + " was given to it just now");
    }
    return state.phase().equals(Tablet.Phase.SERVING.name())
        ? Optional.empty()
        : Optional.of("tablet " + tablet + " is " + state.phase());
  }

  /** Bytes on their way to Kafka. */
  public long pendingBytes() {
    return sender.pendingBytes();
  }

  /**
   * For how long the oldest write has been on its way to Kafka, as it was a moment ago; 0: none is.
   */
  public long lagNanos() {
    return LongStream.range(0, lags.length()).map(seat -> lags.get((int) seat)).max().orElse(0);
  }

  /** Moves a tablet to another master, and leaves it there. */
  public void move(int tablet, String master) {
    Membership joined = membership;
    if (joined == null) {
      throw new IllegalStateException(trouble);
    }
    joined.wish(tablet, master);
  }

  private void startWhenKafkaAnswers() {
    try {
      while (!closed) {
        try {
          int tablets =
              KafkaTopic.ensure(
                  settings.kafka(),
                  settings.topic(),
                  settings.tablets(),
                  settings.topicConfiguration());
          // What lies there already was sent before now: no lease of it is waited for from later
          // on.
          long[] ends = KafkaTopic.ends(settings.kafka(), settings.topic(), tablets);
          long seen = System.nanoTime();
          if (sender.knows(settings.topic())) {
            open(ends, seen);
            return;
          }
        } catch (ExecutionException | TimeoutException e) {
          Throwable cause =
              e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
          say(
              "Kafka at %s cannot be used: %s"
                  .formatted(settings.kafka().get("bootstrap.servers"), cause));
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String seen) {
    if (!seen.equals(trouble)) {
      LOG.warn("{}; it is tried again", seen);
    }
    trouble = seen;
  }

  private void open(long[] ends, long seen) {
    int count = ends.length;
    for (int s = 0; s < seats.size(); s++) {
      Seat seat = seats.get(s);
      @Nullable TabletReplica[] replicas = new TabletReplica[count];
      for (int tablet = 0; tablet < count; tablet++) {
        if (tablet % seats.size() == s) {
          replicas[tablet] =
              new TabletReplica(
                  tablet,
                  settings,
                  sender,
                  reader,
                  seat.memory(),
                  seat.loop(),
                  System::nanoTime,
                  meters,
                  safeguards,
                  new TabletReplica.Known(ends[tablet], seen));
        }
      }
      seat.loop()
          .execute(
              () -> {
                seat.memory().tablets(count);
                seat.log().open(replicas);
              });
    }
    view = ClusterView.none(count);
    tablets = count;
    Membership joining =
        new Membership(
            settings,
            this::candidate,
            new Membership.Listener() {
              @Override
              public void agreed(GroupWords.Agreed agreed, int generation) {
                MasterLog.this.agreed(agreed, generation);
              }

              @Override
              public void expelled() {
                LOG.warn(
                    "the group took {} for dead; what it had is others' now", settings.masterId());
                assign(Map.of(), List.of(), Map.of());
              }
            });
    membership = joining;
    trouble = "";
    var unused = ticker.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    joining.start();
  }

  private TabletPlan.Candidate candidate() {
    List<Integer> owned = new ArrayList<>();
    List<Integer> warm = new ArrayList<>();
    states()
        .forEach(
            state -> {
              if (state.role().equals(TabletReplica.Role.OWNER.name())) {
                owned.add(state.tablet());
              } else if (state.warm()) {
                warm.add(state.tablet());
              }
            });
    return new TabletPlan.Candidate(settings.masterId(), leaving, owned, warm);
  }

  private void agreed(GroupWords.Agreed agreed, int generation) {
    view = new ClusterView(generation, agreed.tablets(), agreed.members());
    Map<Integer, TabletReplica.Role> roles = new TreeMap<>();
    List<Integer> mine = List.of();
    for (ClusterView.Member member : agreed.members()) {
      if (member.id().equals(settings.masterId())) {
        mine = member.owned();
        member.standby().forEach(tablet -> roles.put(tablet, TabletReplica.Role.STANDBY));
      }
    }
    assign(roles, mine, agreed.previous());
  }

  private void assign(
      Map<Integer, TabletReplica.Role> standby,
      List<Integer> owned,
      Map<Integer, String> previous) {
    for (Seat seat : seats) {
      seat.loop()
          .execute(
              () ->
                  seat.log()
                      .replicas()
                      .forEach(
                          replica -> {
                            int tablet = replica.partition();
                            replica.become(
                                owned.contains(tablet)
                                    ? TabletReplica.Role.OWNER
                                    : standby.getOrDefault(tablet, TabletReplica.Role.NONE),
                                previous.containsKey(tablet));
                            note(replica);
                          }));
    }
  }

  private void tick() {
    for (int s = 0; s < seats.size(); s++) {
      Seat seat = seats.get(s);
      int number = s;
      seat.loop()
          .execute(
              () -> {
                long lag = 0;
                for (TabletReplica replica : seat.log().replicas()) {
                  replica.tick();
                  note(replica);
                  lag = Math.max(lag, replica.lagNanos());
                }
                lags.set(number, lag);
              });
    }
  }

  private void note(TabletReplica replica) {
    TabletState before = states.get(replica.partition());
    String phase = replica.phase().name();
    String role = replica.role().name();
    boolean warm = replica.warm();
    if (before == null
        || !before.phase().equals(phase)
        || !before.role().equals(role)
        || before.warm() != warm) {
      states.put(replica.partition(), new TabletState(replica.partition(), phase, role, warm));
      if (warm && role.equals(TabletReplica.Role.STANDBY.name()) && allWarm()) {
        // Tablets that others have too many of can come here now.
        Membership joined = membership;
        if (joined != null) {
          joined.rejoin();
        }
      }
    }
  }

  private boolean allWarm() {
    return states.values().stream()
        .allMatch(state -> state.warm() || !state.role().equals(TabletReplica.Role.STANDBY.name()));
  }

  /** Gives its tablets to the others and leaves the group; waits for that for a bounded time. */
  @Override
  public void close() {
    closed = true;
    leaving = true;
    Membership joined = membership;
    if (joined != null) {
      boolean alone = view.members().size() <= 1;
      if (alone) {
        assign(Map.of(), List.of(), Map.of());
      } else {
        joined.rejoin();
      }
      awaitRest();
      joined.close();
    }
    ticker.shutdownNow();
    reader.close();
    sender.close();
  }

  private void awaitRest() {
    long until = System.nanoTime() + LEAVE_BOUND.toNanos();
    while (System.nanoTime() < until
        && states().stream()
            .anyMatch(
                state ->
                    state.role().equals(TabletReplica.Role.OWNER.name())
                        || state.phase().equals(Tablet.Phase.SERVING.name())
                        || state.phase().equals(Tablet.Phase.HANDING_OVER.name()))) {
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
