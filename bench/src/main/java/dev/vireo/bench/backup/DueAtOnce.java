package dev.vireo.bench.backup;

import dev.vireo.bench.Claim;
import dev.vireo.bench.Report;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.Bus;
import dev.vireo.bench.estate.NotMeasured;
import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Many jobs of one minute. Their hosts do not answer, so that each run is over as soon as it has
 * had its place: what is measured is the schedule and the places, and not the runs.
 */
final class DueAtOnce {

  private static final double CLAIMED_SECONDS = 5;
  private static final int JOBS_OF_A_HOST = 10;
  private static final int DESTINATIONS = 20;
  private static final int AT_ONCE = 2;
  private static final int OF_A_SERVICE = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final BenchEstate estate;
  private final int jobs;
  private final Map<String, Instant> given = new HashMap<>();
  private final Map<String, Begun> begun = new HashMap<>();
  private final List<Overlaps.Span> spans = new ArrayList<>();

  private record Begun(BackupStarted run, Instant at) {}

  DueAtOnce(BenchEstate estate, int jobs) {
    this.estate = estate;
    this.jobs = jobs;
  }

  void run(Report report) {
    hosts();
    try (KafkaConsumer<byte[], byte[]> commands =
            Bus.consumer(estate.kafka(), Domain.BACKUP.commands());
        KafkaConsumer<byte[], byte[]> events =
            Bus.consumer(estate.kafka(), Domain.BACKUP.events())) {
      Instant due = defined();
      report.line("due: %d jobs of %d hosts at %s", jobs, hostCount(), due);
      long deadline = System.nanoTime() + LONGEST.toNanos();
      while (spans.size() < jobs && System.nanoTime() < deadline) {
        commands.poll(Duration.ofMillis(100)).forEach(this::command);
        events.poll(Duration.ofMillis(100)).forEach(this::event);
      }
      if (spans.size() < jobs) {
        throw new NotMeasured("of %d runs %d ended".formatted(jobs, spans.size()));
      }
      told(report, due);
    }
  }

  private void told(Report report, Instant due) {
    Instant last = given.values().stream().max(Instant::compareTo).orElseThrow();
    double scheduled = Duration.between(due, last).toNanos() / 1e9;
    Instant end = spans.stream().map(Overlaps.Span::ended).max(Instant::compareTo).orElseThrow();
    report.line(
        "all given within %.2f s; all had their place and were over after %.1f s",
        scheduled, Duration.between(due, end).toNanos() / 1e9);
    report.claim(
        Claim.atMost("seconds until %d are scheduled".formatted(jobs), scheduled, CLAIMED_SECONDS));
    report.claim(Claim.atMost("at once of a host", Overlaps.most(spans, Overlaps.Span::host), 1));
    report.claim(
        Claim.atMost(
            "at once to a destination", Overlaps.most(spans, Overlaps.Span::destination), AT_ONCE));
    report.claim(
        Claim.atMost("at once of the service", Overlaps.most(spans, s -> ""), OF_A_SERVICE));
  }

  private void command(ConsumerRecord<byte[], byte[]> record) {
    if (RecordReader.readCommand(record, Domain.BACKUP) instanceof Received.Understood u
        && u.command().data() instanceof RunBackup run) {
      given.putIfAbsent(run.job(), Instant.ofEpochMilli(record.timestamp()));
    }
  }

  private void event(ConsumerRecord<byte[], byte[]> record) {
    if (RecordReader.readEvent(record, Domain.BACKUP) instanceof Received.Understood u) {
      Event event = u.event().data();
      if (event instanceof BackupStarted s) {
        begun.putIfAbsent(s.run(), new Begun(s, u.event().time()));
      } else if (event instanceof BackupFailed f) {
        Begun began = begun.remove(f.run());
        if (began != null) {
          spans.add(
              new Overlaps.Span(
                  began.run().host(), began.run().destination(), began.at(), u.event().time()));
        }
      }
    }
  }

  private int hostCount() {
    return Math.ceilDiv(jobs, JOBS_OF_A_HOST);
  }

  private void hosts() {
    try (Bus inventory = Bus.open(estate.kafka(), Domain.INVENTORY)) {
      for (int i = 0; i < hostCount(); i++) {
        // Nobody listens there; whether it answers is the inventory's concern, and fails at once.
        var unused =
            inventory.ask(
                new RegisterHost(
                    "due-" + i,
                    new Connection(
                        "127.0.0.1:" + (i + 1),
                        "root",
                        CredentialKind.PASSWORD,
                        "file:due",
                        HostKeyTrust.TRUST_ON_FIRST_USE,
                        null),
                    Map.of()),
                PATIENCE);
      }
    }
  }

  /** Defines all of them for a minute that is far enough away. */
  private Instant defined() {
    Instant due =
        Instant.now().plusSeconds(30 + jobs / 20).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    String minute = Integer.toString(due.atZone(ZoneOffset.UTC).getMinute());
    try (Bus bus = Bus.open(estate.kafka(), Domain.BACKUP)) {
      for (int i = 0; i < DESTINATIONS; i++) {
        succeeds(
            bus,
            new DefineBackupDestination(
                "due-" + i,
                estate.folder().resolve("due-" + i).toString(),
                "file:due",
                null,
                null,
                null,
                1,
                null,
                AT_ONCE));
      }
      for (int i = 0; i < jobs; i++) {
        succeeds(
            bus,
            new DefineBackupJob(
                "due-" + i,
                "due-" + i % DESTINATIONS,
                "dir:due-%d:/srv/www".formatted(i / JOBS_OF_A_HOST),
                minute + " * * * *",
                null,
                null,
                null,
                null,
                1,
                null,
                null,
                null,
                null));
      }
    }
    if (Instant.now().isAfter(due)) {
      throw new NotMeasured("defining the jobs took until after they were due");
    }
    return due;
  }

  private static void succeeds(Bus bus, Command command) {
    Bus.Answer answer = bus.ask(command, PATIENCE);
    if (!(answer.outcome() instanceof CommandSucceeded)) {
      throw new NotMeasured(command.about() + " was not defined: " + answer.outcome());
    }
  }
}
