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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proxmox VE by {@code vzdump} and the tools that take its archives from a stream. Nothing of a
 * guest lands on a storage of the host on its way.
 *
 * @param product such as {@code Proxmox VE 8.2}
 * @param families its kinds of guests
 */
public record Pve(String product, List<PveFamily> families) implements GuestTool {

  private static final int FIRST_WITH_LXC = 4;

  /** Machines have been kept as VMA since 2.3. */
  private static final int FIRST_WITH_VMA = 3;

  private static final Pattern LOCK = Pattern.compile("(?m)^lock: (\\S+)$");

  /** Ids of rehearsals are above all that people give, and the highest that Proxmox VE takes. */
  private static final int FIRST_REHEARSAL = 990_000_000;

  private static final String REHEARSAL = "rehearsal-";

  public Pve {
    families = List.copyOf(families);
  }

  /** A release of it. */
  static Pve of(int major, int minor) {
    List<PveFamily> families = new ArrayList<>();
    families.add(major >= FIRST_WITH_LXC ? new PctGuests(major) : new VzGuests());
    if (major >= FIRST_WITH_VMA) {
      families.add(new QmGuests());
    }
    return new Pve("Proxmox VE " + major + "." + minor, families);
  }

  private PveFamily family(GuestKind kind) throws HostRefused {
    return families.stream()
        .filter(f -> f.kind() == kind)
        .findFirst()
        .orElseThrow(
            () ->
                new HostRefused(
                    BackupFailureCause.SOURCE_UNREADABLE,
                    product + " keeps virtual machines in a form that is not read here",
                    "back up what they hold from within"));
  }

  @Override
  public List<Step> list() {
    return families.stream().map(PveFamily::list).toList();
  }

  @Override
  public List<Guest> guests(ScriptOutcome seen) throws HostRefused {
    List<Guest> guests = new ArrayList<>();
    for (PveFamily family : families) {
      StepResult listed = seen.result(family.list().id());
      if (!listed.ok()) {
        throw new HostRefused(
            BackupFailureCause.SOURCE_UNREADABLE,
            "%s ended with %d: %s"
                .formatted(
                    String.join(" ", family.list().argv()), listed.exit(), listed.stderr().strip()),
            "see that the account which the host is registered with may list its guests");
      }
      guests.addAll(family.guests(listed));
    }
    return guests;
  }

  @Override
  public List<Step> look(Guest guest) {
    return families.stream()
        .filter(f -> f.kind() == guest.kind())
        .map(f -> f.config(guest.id()))
        .toList();
  }

  @Override
  public Taking taking(Guest guest, Optional<GuestMode> wanted, String mark, ScriptOutcome seen)
      throws HostRefused {
    PveFamily family = family(guest.kind());
    GuestMode mode = wanted.orElse(GuestMode.SNAPSHOT);
    if (mode == GuestMode.LIVE) {
      throw new HostRefused(
          BackupFailureCause.SOURCE_UNREADABLE,
          "vzdump reads no guest as it runs without a snapshot",
          "define the job with --mode snapshot, suspend or stop");
    }
    StepResult config = seen.result("config");
    Matcher lock = LOCK.matcher(config.stdout());
    if (config.ok() && lock.find()) {
      throw new HostRefused(
          BackupFailureCause.BUSY,
          "guest " + guest.id() + " is locked (" + lock.group(1) + ")",
          "see who holds it; a lock that nobody holds any more is removed by pct or qm unlock",
          GuestTrouble.LOCKED);
    }
    return new Dump(
        guest,
        family.format(),
        mode,
        mark,
        config.ok() ? family.settings(config.stdout()) : Map.of());
  }

  private static String markOf(GuestKind kind, String id) {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + id;
  }

  /** By vzdump, to its output. */
  private record Dump(
      Guest guest, GuestFormat format, GuestMode mode, String mark, Map<String, String> settings)
      implements Taking {

    @Override
    public Step program() {
      String word = mode.name().toLowerCase(Locale.ROOT);
      return Held.run(
          markOf(guest.kind(), guest.id()),
          mark,
          word + " " + (guest.running() ? "running" : "stopped"),
          List.of("vzdump", guest.id(), "--stdout", "--mode", word, "--compress", "0"));
    }

    @Override
    public Optional<HostRefused> objection(int exit, String said) {
      return VzdumpLog.parse(said).objection(guest.id(), exit, said);
    }

    @Override
    public List<String> warnings(String said) {
      return VzdumpLog.parse(said).remarks();
    }
  }

  @Override
  public List<Step> lookForLeftovers() {
    return List.of(Held.LIST);
  }

  @Override
  public List<Leftover> leftovers(ScriptOutcome seen) {
    List<Leftover> found = new ArrayList<>();
    for (String name : seen.result("marks").stdout().lines().toList()) {
      for (PveFamily family : families) {
        String kind = family.kind().name().toLowerCase(Locale.ROOT);
        Matcher reading = Pattern.compile(kind + "-([1-9][0-9]{0,9})").matcher(name);
        Matcher rehearsal = Pattern.compile(REHEARSAL + kind + "-(99[0-9]{7})").matcher(name);
        if (reading.matches()) {
          String id = reading.group(1);
          found.add(
              new Leftover(
                  id,
                  "a vzdump of ours that did not come to its end",
                  Step.of(
                      "remedy",
                      "sh",
                      "-c",
                      Held.END
                          + "m=${more%% *} was=${more##* }\n"
                          + family.remedy()
                          + "rm -f \"$f\"\n",
                      "vireo-let-go",
                      name,
                      id)));
        } else if (rehearsal.matches()) {
          String id = rehearsal.group(1);
          found.add(
              new Leftover(
                  id,
                  "a " + kind + " of a rehearsal",
                  Step.of(
                      "remedy",
                      "sh",
                      "-c",
                      "gone() {\n" + family.destroy() + "}\n(gone \"$1\") && rm -f \"$2\"",
                      "sh",
                      id,
                      Held.FOLDER + "/" + name)));
        }
      }
    }
    return found;
  }

  @Override
  public List<Step> lookBefore(GuestKind kind, String as) {
    List<Step> steps = new ArrayList<>();
    for (PveFamily family : families) {
      Step config = family.config(as);
      steps.add(new Step("there-" + family.kind(), config.argv()));
      if (family.kind() == kind) {
        steps.addAll(family.lookBefore());
      }
    }
    return steps;
  }

  @Override
  public Return returning(Returned returned, ScriptOutcome seen) throws HostRefused {
    PveFamily family = family(returned.image().kind());
    if (family.format() != returned.image().format()) {
      throw new HostRefused(
          BackupFailureCause.TARGET_REFUSED,
          product + " takes no guest that is kept as " + returned.image().format(),
          "restore it to a host of the product that it is of");
    }
    if (!returned.as().matches("[1-9][0-9]{2,8}")) {
      throw new HostRefused(
          BackupFailureCause.TARGET_REFUSED,
          product + " calls guests by numbers from 100, not '" + returned.as() + "'",
          "restore it as such a number");
    }
    for (PveFamily each : families) {
      if (seen.result("there-" + each.kind()).ok()) {
        throw new HostRefused(
            BackupFailureCause.TARGET_REFUSED,
            "there is a guest " + returned.as() + " already, which is not written over",
            "restore it under another number");
      }
    }
    List<Step> before = new ArrayList<>();
    if (returned.rehearsal()) {
      before.add(Held.mark(REHEARSAL + markOf(family.kind(), returned.as()), returned.mark()));
    }
    return new Return(
        before,
        new Return.Into.Program(family.restore(returned, seen)),
        family.after(returned),
        // The tools themselves take away what they began where they fail.
        returned.rehearsal() ? destroy(family.kind(), returned.as()) : List.of(),
        family.notes());
  }

  @Override
  public String rehearsalId(GuestKind kind, String mark, ScriptOutcome seen) {
    int number = (int) (Long.parseLong(mark, 16) % 10_000_000);
    return Integer.toString(FIRST_REHEARSAL + number);
  }

  private static final String NONE = "exit 1";

  @Override
  public Step trial(GuestKind kind, String id) {
    return Step.of("trial", "sh", "-c", script(kind).map(PveFamily::trial).orElse(NONE), "sh", id);
  }

  private Optional<PveFamily> script(GuestKind kind) {
    return families.stream().filter(f -> f.kind() == kind).findFirst();
  }

  @Override
  public List<Step> destroy(GuestKind kind, String id) {
    return List.of(
        Step.of("destroy", "sh", "-c", script(kind).map(PveFamily::destroy).orElse(NONE), "sh", id),
        Held.unmark(REHEARSAL + markOf(kind, id)));
  }
}
