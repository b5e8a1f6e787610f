package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.backup.tar.Passing;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestMode;
import dev.vireo.bus.backup.GuestTrouble;
import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A virtual machine's files, read by dd while a snapshot takes what is written. */
record EsxReading(Guest guest, String mark, EsxMachineFiles files) implements Taking {

  private static final Pattern NOISE =
      Pattern.compile(
          "(?:[0-9]+\\+[0-9]+ records (?:in|out)|[0-9]+ bytes .*|(?:Create|Remove) Snapshot:.*|\\s*)");

  private static final int NOT_LET_GO = 91;
  private static final int THERE_ALREADY = 94;
  private static final int NOT_HELD = 95;

  @Override
  public Step program() {
    List<String> first = files.first();
    List<String> argv =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                EsxScripts.READ,
                "vireo-hold",
                guest.id(),
                EsxScripts.SNAPSHOT + mark,
                EsxScripts.SAYS,
                Integer.toString(first.size())));
    argv.addAll(first);
    argv.addAll(files.others());
    return new Step("take", argv);
  }

  @Override
  public Passing archive(Passing to) {
    return new EsxStream(to);
  }

  @Override
  public GuestFormat format() {
    return GuestFormat.ESX;
  }

  @Override
  public GuestMode mode() {
    return GuestMode.SNAPSHOT;
  }

  @Override
  public Map<String, String> settings() {
    return files.settings();
  }

  @Override
  public Optional<HostRefused> objection(int exit, String said) {
    String words = String.join("; ", warnings(said));
    String machine = "machine " + guest.id() + " (" + guest.name() + ")";
    return switch (exit) {
      case 0 -> Optional.empty();
      case THERE_ALREADY ->
          Optional.of(
              new HostRefused(
                  BackupFailureCause.BUSY,
                  machine + ": " + words,
                  "wait for the other run",
                  GuestTrouble.LOCKED));
      case NOT_HELD ->
          Optional.of(
              Esx.unreadable(
                  machine + ": no snapshot could be taken: " + words,
                  "see the machine's recent tasks on its host",
                  Holding.trouble(words).orElse(GuestTrouble.NOT_HELD)));
      case NOT_LET_GO ->
          Optional.of(
              Esx.unreadable(
                  "%s: the snapshot %s%s could not be removed: %s"
                      .formatted(machine, EsxScripts.SNAPSHOT, mark, words),
                  "the next run removes it, or vireo backup sweep HOST",
                  GuestTrouble.NOT_LET_GO));
      default ->
          Optional.of(
              Esx.unreadable(
                  "%s: reading its files ended with %d: %s".formatted(machine, exit, words),
                  "see that its disks can be read on the host"));
    };
  }

  /** What dd counts is no complaint. */
  @Override
  public List<String> warnings(String said) {
    return said.lines()
        .map(String::strip)
        .filter(line -> !NOISE.matcher(line).matches())
        .map(line -> line.replaceFirst("^vireo: ", ""))
        .toList();
  }
}
