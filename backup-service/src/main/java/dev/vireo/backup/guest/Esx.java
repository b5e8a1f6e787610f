package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.GuestTrouble;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Virtual machines of ESXi 5 and later, by its shell alone: {@code vim-cmd} takes a snapshot, and
 * what the machine wrote until then is read from its disks' own files, which it leaves alone
 * meanwhile. A machine is told by its number while it is registered; restored, it is told by the
 * name that it gets, and its host gives it a number.
 *
 * @param product such as {@code VMware ESXi 7.0.3}
 * @param byId whether its {@code vim-cmd} can remove one snapshot among others
 */
public record Esx(String product, boolean byId) implements GuestTool {

  private static final Pattern PRODUCT =
      Pattern.compile("(VMware ESXi? [0-9][0-9.]*).*", Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("([0-9]{1,9})\\s+(\\S.*)\\s\\[[^\\[\\]]*\\] .*\\.vmx(?:\\s.*)?");
  private static final Pattern OURS =
      Pattern.compile("snapshot ([0-9]{1,9}) (" + EsxScripts.SNAPSHOT + "[0-9a-f]{8})");
  private static final Pattern REHEARSED = Pattern.compile(EsxScripts.REHEARSAL + "[0-9a-f]{8}");
  private static final Pattern MADE =
      Pattern.compile("/vmfs/volumes/[^/]+/([A-Za-z0-9][A-Za-z0-9_.-]{0,62})");
  private static final String VOLUMES = "/vmfs/volumes/";

  /** What a snapshot writes meanwhile must find room, or the machine stands still. */
  private static final long LEAST_FREE = 1L << 30;

  private static final long MIB = 1L << 20;
  private static final int NO_SUCH_PROGRAM = 127;

  /**
   * The tool of a host; empty where it is none of ESX.
   *
   * @param version what {@code vmware -v} printed
   * @param removal how {@code vim-cmd} says that a snapshot is removed
   */
  static Optional<GuestTool> of(String version, String removal) {
    Matcher product = PRODUCT.matcher(version);
    return product.matches()
        ? Optional.of(new Esx(product.group(1), removal.contains("snapshotId")))
        : Optional.empty();
  }

  @Override
  public List<Step> list() {
    return List.of(Step.of("list", "vim-cmd", "vmsvc/getallvms"));
  }

  @Override
  public List<Guest> guests(ScriptOutcome seen) throws HostRefused {
    StepResult list = seen.result("list");
    if (list.exit() == NO_SUCH_PROGRAM) {
      throw new HostRefused(
          BackupFailureCause.HOST_TOOL,
          product + " has no vim-cmd: " + said(list),
          "read its machines from a host with ESXi 5 or later");
    }
    if (!list.ok()) {
      throw unreadable(
          "vim-cmd vmsvc/getallvms ended with " + list.exit() + ": " + said(list),
          "see that hostd runs there, and that the account which the host is registered with is an"
              + " administrator");
    }
    List<Guest> guests = new ArrayList<>();
    for (String line : list.stdout().split("\\r?\\n")) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        guests.add(new Guest(GuestKind.VM, row.group(1), row.group(2).strip(), false));
      }
    }
    return guests;
  }

  private static String said(StepResult result) {
    return (result.stderr() + result.stdout()).strip();
  }

  @Override
  public boolean isCalled(Guest guest, String as) {
    return guest.name().equals(as);
  }

  @Override
  public List<Step> look(Guest guest) {
    return List.of(
        Step.of("vmx", "sh", "-c", EsxScripts.VMX, "sh", guest.id()),
        Step.of("disks", "sh", "-c", EsxScripts.DESCRIPTORS, "sh", guest.id()),
        Step.of("snapshots", "vim-cmd", "vmsvc/snapshot.get", guest.id()),
        Step.of("df", "df"));
  }

  @Override
  public Taking taking(Guest guest, Optional<GuestMode> wanted, String mark, ScriptOutcome seen)
      throws HostRefused {
    GuestMode mode = wanted.orElse(GuestMode.SNAPSHOT);
    if (mode != GuestMode.SNAPSHOT) {
      throw unreadable(
          "machines of ESX are read by a snapshot, not in mode "
              + mode.name().toLowerCase(Locale.ROOT),
          "define the job with --mode snapshot");
    }
    if (!byId) {
      throw new HostRefused(
          BackupFailureCause.HOST_TOOL,
          product
              + " cannot remove one snapshot among others (vim-cmd vmsvc/snapshot.remove knows"
              + " no snapshotId), so none is taken there",
          "read its machines from a host with ESXi 5 or later");
    }
    StepResult vmx = seen.result("vmx");
    if (!vmx.ok()) {
      throw unreadable(
          "the file of machine %s (%s) cannot be read: %s"
              .formatted(guest.id(), guest.name(), said(vmx)),
          "see on the host whether the machine is listed as invalid or inaccessible");
    }
    StepResult snapshots = seen.result("snapshots");
    if (!snapshots.ok()) {
      throw unreadable(
          "what snapshots machine %s (%s) has is not said: %s"
              .formatted(guest.id(), guest.name(), said(snapshots)),
          "see that hostd runs on the host");
    }
    if (snapshots.stdout().contains("Snapshot Name")) {
      throw unreadable(
          "machine %s (%s) has snapshots, and only machines without are read; none is touched"
              .formatted(guest.id(), guest.name()),
          "delete or consolidate them when they are not needed any more",
          GuestTrouble.NOT_READ_SO);
    }
    EsxMachineFiles files = EsxMachineFiles.of(vmx.stdout(), seen.result("disks").stdout());
    String datastore = files.folder().substring(VOLUMES.length()).replaceFirst("/.*", "");
    for (EsxDatastore each : EsxDatastore.parse(seen.result("df").stdout())) {
      if (each.name().equals(datastore) && each.free() < LEAST_FREE) {
        throw unreadable(
            "datastore %s has %,d MiB free, too little for a snapshot: what machine %s writes meanwhile is put there"
                .formatted(datastore, each.free() / MIB, guest.id()),
            "make room on the datastore; %,d MiB is the least".formatted(LEAST_FREE / MIB),
            GuestTrouble.NO_ROOM_FOR_SNAPSHOT);
      }
    }
    return new EsxReading(guest, mark, files);
  }

  static HostRefused unreadable(String message, String advice) {
    return new HostRefused(BackupFailureCause.SOURCE_UNREADABLE, message, advice);
  }

  static HostRefused unreadable(String message, String advice, GuestTrouble trouble) {
    return new HostRefused(BackupFailureCause.SOURCE_UNREADABLE, message, advice, trouble);
  }

  @Override
  public List<Step> lookForLeftovers() {
    return List.of(
        Step.of("snapshots", "sh", "-c", EsxScripts.SNAPSHOTS, "sh", EsxScripts.SAYS),
        Step.of("restores", "sh", "-c", EsxScripts.RESTORES),
        list().getFirst());
  }

  @Override
  public List<Leftover> leftovers(ScriptOutcome seen) {
    List<Leftover> found = new ArrayList<>();
    for (String line : seen.result("snapshots").stdout().lines().toList()) {
      Matcher ours = OURS.matcher(line);
      if (ours.matches()) {
        found.add(
            new Leftover(
                ours.group(1),
                "snapshot " + ours.group(2) + " of a backup that did not come to its end",
                Step.of(
                    "remedy",
                    "sh",
                    "-c",
                    EsxScripts.LET_GO,
                    "vireo-let-go",
                    ours.group(1),
                    ours.group(2))));
      }
    }
    Map<String, Leftover> rehearsed = new LinkedHashMap<>();
    for (String path : seen.result("restores").stdout().lines().toList()) {
      Matcher made = MADE.matcher(path);
      if (made.matches() && !REHEARSED.matcher(made.group(1)).matches()) {
        found.add(
            new Leftover(
                made.group(1),
                "half of a restored machine",
                Step.of("remedy", "sh", "-c", EsxScripts.TAKE_AWAY, "sh", path)));
      } else if (made.matches()) {
        rehearsed.put(made.group(1), rehearsed(made.group(1)));
      }
    }
    for (String line : seen.result("list").stdout().split("\\r?\\n")) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && REHEARSED.matcher(row.group(2).strip()).matches()) {
        String name = row.group(2).strip();
        rehearsed.put(name, rehearsed(name));
      }
    }
    found.addAll(rehearsed.values());
    return found;
  }

  private Leftover rehearsed(String name) {
    return new Leftover(name, "a machine of a rehearsal", destroy(GuestKind.VM, name).getFirst());
  }

  @Override
  public List<Step> lookBefore(GuestKind kind, String as) {
    return List.of(
        list().getFirst(),
        Step.of("df", "df"),
        Step.of("restores", "sh", "-c", EsxScripts.RESTORES),
        Step.of(
            "there",
            "sh",
            "-c",
            "for d in /vmfs/volumes/*/\"$1\"; do [ ! -e \"$d\" ] || echo \"$d\"; done",
            "sh",
            as));
  }

  @Override
  public Return returning(Returned returned, ScriptOutcome seen) throws HostRefused {
    String as = returned.as();
    if (returned.image().format() != GuestFormat.ESX) {
      throw refused(
          product + " takes no guest that is kept as " + returned.image().format(),
          "restore it to a host of the product that it is of");
    }
    if (guests(seen).stream().anyMatch(g -> g.name().equals(as))) {
      throw refused(
          "there is a machine " + as + " already, which is not written over",
          "restore it under another name");
    }
    List<EsxDatastore> datastores = EsxDatastore.parse(seen.result("df").stdout());
    EsxDatastore datastore =
        datastores.stream()
            .filter(d -> returned.storage().map(d.name()::equals).orElse(true))
            .max(Comparator.comparingLong(EsxDatastore::free))
            .orElseThrow(
                () ->
                    refused(
                        returned
                                .storage()
                                .map(s -> "it has no datastore " + s)
                                .orElse("it has none")
                            + "; it has "
                            + datastores.stream().map(EsxDatastore::name).toList(),
                        "name one that it has (--storage)"));
    EsxFolder folder =
        EsxFolder.of(VOLUMES + datastore.name() + "/" + as, returned.image().settings());
    boolean half = seen.result("restores").stdout().lines().anyMatch(folder.path()::equals);
    if (!half && seen.result("there").stdout().lines().anyMatch(folder.path()::equals)) {
      throw refused(
          "there is a folder " + folder.path() + " already, which is not written over",
          "restore it under another name");
    }
    Step remove = Step.of("remove", "sh", "-c", EsxScripts.TAKE_AWAY, "sh", folder.path());
    List<Step> before = new ArrayList<>(List.of(remove));
    before.addAll(folder.make());
    return new Return(
        before,
        new Return.Into.Datastore(folder),
        List.of(folder.place(as, !returned.rehearsal())),
        returned.rehearsal()
            ? List.of(remove, destroy(GuestKind.VM, as).getFirst())
            : List.of(remove),
        List.of(
            "its disks are thin, and its hardware addresses will be new where its host gave them",
            "its network addresses are as they were: start it where the first one does not run"));
  }

  private static HostRefused refused(String message, String advice) {
    return new HostRefused(BackupFailureCause.TARGET_REFUSED, message, advice);
  }

  @Override
  public String rehearsalId(GuestKind kind, String mark, ScriptOutcome seen) {
    return EsxScripts.REHEARSAL + mark;
  }

  @Override
  public Step trial(GuestKind kind, String id) {
    return Step.of("trial", "sh", "-c", EsxScripts.TRIAL, "sh", id);
  }

  @Override
  public List<Step> destroy(GuestKind kind, String id) {
    return List.of(Step.of("destroy", "sh", "-c", EsxScripts.DESTROY, "sh", id));
  }
}
