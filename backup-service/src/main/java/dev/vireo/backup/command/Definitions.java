package dev.vireo.backup.command;

import dev.vireo.backup.domain.ItemName;
import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.domain.job.Schedule;
import dev.vireo.backup.domain.job.Source;
import dev.vireo.backup.domain.job.Window;
import dev.vireo.backup.domain.repository.RepositoryUrl;
import dev.vireo.backup.domain.retention.RetentionPolicy;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.JobView;
import dev.vireo.bus.backup.BackupJobDefined;
import dev.vireo.bus.backup.BackupJobRemoved;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.DestinationDefined;
import dev.vireo.bus.backup.RehearsalsScheduled;
import dev.vireo.bus.backup.RemoveBackupJob;
import dev.vireo.bus.backup.ScheduleRehearsals;
import dev.vireo.bus.hosts.HostSelection;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says where backups are kept, and what is backed up to there and when. */
final class Definitions {

  /** In place of a host, where a selector says so when the job runs. */
  private static final String SELECTED = "*";

  private static final int KEEP_FREE_MIB = 1024;
  private static final int READ_ALL_IN_DAYS = 30;
  private static final int AT_ONCE = 2;
  private static final int MAKE_UP_MINUTES = 60;
  private static final int ATTEMPTS = 3;

  private final HostSelection hosts;
  private final BackupStore store;
  private final Scripts scripts;

  Definitions(HostSelection hosts, BackupStore store, Scripts scripts) {
    this.hosts = hosts;
    this.store = store;
    this.scripts = scripts;
  }

  Result destination(Handling<DefineBackupDestination> handling) {
    DefineBackupDestination c = handling.command();
    ItemName name = ItemName.parse("destination", c.destination());
    RepositoryUrl url = RepositoryUrl.parse("url", c.url());
    String password = reference("password", CredentialKind.PASSWORD, c.password());
    CredentialKind secretKind =
        url.kind() == RepositoryUrl.Kind.SFTP
            ? CredentialKind.PRIVATE_KEY
            : CredentialKind.PASSWORD;
    String user = optional("user", CredentialKind.PASSWORD, c.user());
    String secret = optional("secret", secretKind, c.secret());
    fit(url, user, secret);
    HostKeyTrust trust = c.trust();
    handling.publish(
        new DestinationDefined(
            name.text(),
            url.text(),
            password,
            user,
            secret,
            trust == null ? HostKeyTrust.STRICT : trust,
            or(c.keepFreeMiB(), KEEP_FREE_MIB),
            or(c.readAllInDays(), READ_ALL_IN_DAYS),
            or(c.atOnce(), AT_ONCE)));
    return Result.done(
        "destination " + name + " is " + url, Map.of("destination", name.text(), "url", c.url()));
  }

  private static void fit(RepositoryUrl url, @Nullable String user, @Nullable String secret) {
    switch (url.kind()) {
      case LOCAL -> {
        if (user != null || secret != null) {
          throw new MalformedValue(
              user == null ? "secret" : "user", "a folder of this machine asks for no credentials");
        }
      }
      case SFTP -> {
        if (user != null) {
          throw new MalformedValue(
              "user", "an SFTP server's user stands in its url: sftp:USER@HOST:/FOLDER");
        }
      }
      case S3, REST -> {
        if ((user == null) != (secret == null)) {
          throw new MalformedValue(
              user == null ? "user" : "secret", "user and secret are given together or not at all");
        }
      }
    }
  }

  Result job(Handling<DefineBackupJob> handling) throws InterruptedException {
    DefineBackupJob c = handling.command();
    ItemName name = ItemName.parse("job", c.job());
    store.destination("destination", c.destination());
    Source source = Source.parse("source", c.source());
    String host =
        switch (source) {
          case Source.OfOneHost one -> hosts.one("source", one.host()).name();
          case Source.Guests guests -> {
            var _ = hosts.selectGuests("source", guests.selector());
            yield SELECTED;
          }
        };
    if (c.mode() != null && source instanceof Source.Directory) {
      throw new MalformedValue("mode", "a folder is read as it is; a mode is for guests");
    }
    String zoneText = c.zone();
    ZoneId zone = Schedule.zone("zone", zoneText == null ? "UTC" : zoneText);
    String windowText = c.window();
    Window window = windowText == null ? null : Window.parse("window", windowText);
    String retentionText = c.retention();
    RetentionPolicy retention =
        retentionText == null ? null : RetentionPolicy.parse("retention", retentionText);
    int makeUp = or(c.makeUpMinutes(), MAKE_UP_MINUTES);
    String cron = c.schedule();
    if (cron != null) {
      Schedule schedule = Schedule.parse("schedule", cron, zone);
      if (window != null
          && !schedule.everWithin(window, Duration.ofMinutes(makeUp), handling.envelope().time())) {
        throw new MalformedValue(
            "window",
            "the window %s is never open at, or within %d minutes after, a time of the schedule %s"
                .formatted(window.text(), makeUp, schedule));
      }
    }
    handling.publish(
        new BackupJobDefined(
            name.text(),
            c.destination(),
            source.text(),
            host,
            cron == null ? null : cron.strip(),
            zone.getId(),
            window == null ? null : window.text(),
            retention == null ? null : retention.text(),
            makeUp,
            or(c.attempts(), ATTEMPTS),
            c.uploadKiBPerSecond(),
            c.mode(),
            scripts.checked("preScript", c.preScript()),
            scripts.checked("postScript", c.postScript())));
    return Result.done(
        "job %s backs up %s to %s, %s"
            .formatted(
                name,
                source.text(),
                c.destination(),
                cron == null ? "by hand" : "when it is " + cron.strip() + " " + zone),
        Map.of("job", name.text()));
  }

  Result removeJob(Handling<RemoveBackupJob> handling) throws InterruptedException {
    String job = store.job("job", handling.command().job()).job();
    handling.publish(new BackupJobRemoved(job));
    return Result.done("job " + job + " was ended; its restore points stay");
  }

  Result rehearsals(Handling<ScheduleRehearsals> handling) throws InterruptedException {
    ScheduleRehearsals c = handling.command();
    JobView known = store.job("job", c.job());
    String job = known.job();
    String zoneText = c.zone();
    ZoneId zone = Schedule.zone("zone", zoneText == null ? "UTC" : zoneText);
    String cron = c.schedule();
    String host = c.host();
    String folder = c.folder();
    if (cron == null) {
      handling.publish(new RehearsalsScheduled(job, null, zone.getId(), null, null));
      return Result.done("job " + job + " is rehearsed no more");
    }
    Schedule schedule = Schedule.parse("schedule", cron, zone);
    boolean folders = known.source().startsWith("dir:");
    if (folders ? (host == null) != (folder == null) : folder != null) {
      return Result.rejected(
          host == null ? "host" : "folder",
          "a folder is rehearsed in a folder of a host, both given together; a guest on a host"
              + " alone");
    }
    if (host != null) {
      hosts.one("host", host);
    }
    if (host != null && folder != null) {
      folder = Source.Directory.parse("folder", host + ":" + folder).path();
    }
    handling.publish(new RehearsalsScheduled(job, cron.strip(), zone.getId(), host, folder));
    return Result.done(
        "the newest restore point of job %s is %s when it is %s"
            .formatted(
                job,
                host == null ? "read whole" : "restored on " + host + ", read back and removed",
                schedule),
        Map.of("job", job));
  }

  private static String reference(String field, CredentialKind kind, String text) {
    try {
      return CredentialRef.parse(kind, text).text();
    } catch (IllegalArgumentException e) {
      throw new MalformedValue(field, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String optional(
      String field, CredentialKind kind, @Nullable String text) {
    return text == null ? null : reference(field, kind, text);
  }

  private static int or(@Nullable Integer given, int usual) {
    return given == null ? usual : given;
  }
}
