package dev.vireo.simulator;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Templates;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.host.ContainerMachine;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.ssh.SshFront;
import dev.vireo.simulator.vz.VzPrograms;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** One host of containers: its power, and what a fault does to it. */
final class ContainerNode {
  private static final int USUAL_ID = 101;

  private final ContainerKind kind;
  private final ContainerMachine machine;
  private final VzPrograms vz;
  private final int port;
  private final Path root;
  private final SshFront ssh;
  private volatile boolean on = true;

  ContainerNode(
      ContainerKind kind,
      ContainerMachine machine,
      VzPrograms vz,
      int port,
      Path root,
      SshFront ssh) {
    this.kind = kind;
    this.machine = machine;
    this.vz = vz;
    this.port = port;
    this.root = root;
    this.ssh = ssh;
  }

  ContainerKind kind() {
    return kind;
  }

  ContainerMachine machine() {
    return machine;
  }

  int port() {
    return port;
  }

  Path root() {
    return root;
  }

  boolean isOn() {
    return on;
  }

  /** Off, the hard way: what runs is gone, what was half done stays half done. */
  void powerOff() throws IOException {
    on = false;
    ssh.refuse(port);
    ContainerHost host = machine.host();
    host.guests().all().forEach(guest -> host.guests().end(guest.id()));
    host.processes().endAll();
    host.files().unmountAll();
  }

  void powerOn() throws IOException {
    ssh.answer(port);
    on = true;
    for (int id : vz.startingAtBoot()) {
      Console silent =
          new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
      vz.vzctl()
          .run(
              List.of("start", Integer.toString(id)),
              new Session("boot", machine),
              InputStream.nullInputStream(),
              silent);
    }
  }

  void inject(Fault fault) throws IOException {
    boolean now = true;
    switch (fault.kind()) {
      case REFUSE -> ssh.refuse(port);
      case HANG -> ssh.hang(port);
      case POWER_OFF -> {
        if (fault.argument().isEmpty()) {
          powerOff();
        }
      }
      case LOCK_HELD -> vz.holdLock((int) fault.number(USUAL_ID));
      case QUOTA -> vz.spoilQuota((int) fault.number(USUAL_ID));
      case DISK_FULL -> machine.host().files().room().leave(fault.number(0));
      case CUT_ARCHIVE -> cut(template(fault));
      case NO_MODULE -> vz.module(false);
      default -> now = false;
    }
    // What was done to the thing itself is not undone by striking; it shows until it is cleared.
    machine.faults().add(now ? new Fault(fault.kind(), fault.host(), fault.argument(), 0) : fault);
  }

  void clear(FaultKind fault) throws IOException {
    List<Fault> removed = machine.faults().remove(fault);
    if (removed.isEmpty() && on) {
      return;
    }
    switch (fault) {
      case REFUSE, HANG -> {
        if (on) {
          ssh.answer(port);
        }
      }
      case POWER_OFF -> {
        if (!on) {
          powerOn();
        }
      }
      case LOCK_HELD -> {
        for (Fault each : removed) {
          vz.releaseLock((int) each.number(USUAL_ID));
        }
      }
      case QUOTA -> {
        for (Fault each : removed) {
          vz.dropQuota((int) each.number(USUAL_ID));
        }
      }
      case DISK_FULL -> machine.host().files().room().leave(machine.host().files().room().size());
      case CUT_ARCHIVE -> {
        for (Fault each : removed) {
          mend(template(each));
        }
      }
      case NO_MODULE -> vz.module(true);
      default -> {}
    }
  }

  private String template(Fault fault) {
    if (!fault.argument().isEmpty()) {
      return VzPrograms.CACHE + "/" + fault.argument();
    }
    List<String> all = machine.host().files().list(VzPrograms.CACHE);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("host " + fault.host() + " has no template");
    }
    return VzPrograms.CACHE + "/" + all.getFirst();
  }

  private void cut(String file) throws IOException {
    DiskFiles files = machine.host().files();
    if (!files.isFile(file)) {
      throw new IllegalArgumentException("host " + machine.hostName() + " has no file " + file);
    }
    byte[] whole = files.content(file);
    files.put(file, Arrays.copyOf(whole, whole.length * 3 / 5));
  }

  private void mend(String file) throws IOException {
    for (Templates template : Templates.values()) {
      if (file.endsWith("/" + template.fileName())) {
        machine.host().files().put(file, template.content());
      }
    }
  }
}
