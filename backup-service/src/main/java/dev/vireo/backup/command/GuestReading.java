package dev.vireo.backup.command;

import dev.vireo.backup.guest.Guest;
import dev.vireo.backup.guest.Taking;
import dev.vireo.backup.host.HostGuests;
import dev.vireo.backup.tar.Passing;
import dev.vireo.bus.backup.GuestImage;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.ssh.HostStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A guest, read by the tool of its host. */
record GuestReading(HostGuests guests, Guest of, Taking taking) implements Reading {

  @Override
  public String host() {
    return guests.name();
  }

  @Override
  public String what() {
    return of.kind().name().toLowerCase(Locale.ROOT) + ":" + host() + ":" + of.id();
  }

  @Override
  public HostStream open()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return guests.read(taking);
  }

  @Override
  public DataFile file() {
    return DataFile.of(taking.format());
  }

  @Override
  public Passing archive(Passing to) {
    return taking.archive(to);
  }

  @Override
  public GuestImage guest() {
    return new GuestImage(
        of.kind(), of.id(), of.name(), taking.format(), taking.mode(), taking.settings());
  }

  @Override
  public Optional<Problem> objection(int exit, String said) {
    return taking.objection(exit, said).map(e -> Problem.of(e.of(host())));
  }

  @Override
  public List<String> warnings(String said) {
    return taking.warnings(said);
  }
}
