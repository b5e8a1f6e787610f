package dev.vireo.simulator;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.ContainerProduct;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Templates;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.host.ContainerMachine;
import dev.vireo.simulator.ssh.SshFront;
import dev.vireo.simulator.vz.VzPrograms;
import dev.vireo.simulator.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One host of containers: its power, and what a fault does to it. */
final class ContainerNode {
  private static final int USUAL_ID = 101;

  private final ContainerKind kind;
  private final ContainerMachine machine;
  private final ContainerProduct product;
  private final int port;
  private final Path root;
  private final SshFront ssh;
  private final @Nullable WebServer api;
  private volatile boolean on = true;

  ContainerNode(
      ContainerKind kind,
      ContainerMachine machine,
      ContainerProduct product,
      int port,
      Path root,
      SshFront ssh,
      @Nullable WebServer api) {
    this.kind = kind;
    this.machine = machine;
    this.product = product;
    this.port = port;
    this.root = root;
    this.ssh = ssh;
    this.api = api;
  }

  ContainerKind kind() {
    return kind;
  }

  ContainerMachine machine() {
    return machine;
  }

  ContainerProduct product() {
    return product;
  }

  int port() {
    return port;
  }

  Path root() {
    return root;
  }

  /** Where Proxmox VE's REST listens; null for nowhere. */
  @Nullable WebServer api() {
    return api;
  }

  boolean isOn() {
    return on;
  }

  /** Off, the hard way: what runs is gone, what was half done stays half done. */
  void powerOff() throws IOException {
    on = false;
    ssh.refuse(port);
    if (api != null) {
      api.off();
    }
    ContainerHost host = machine.host();
    host.guests().all().forEach(guest -> host.guests().end(guest.id()));
    host.processes().endAll();
    host.files().unmountAll();
  }

  void powerOn() throws IOException {
    ssh.answer(port);
    if (api != null) {
      api.on();
    }
    on = true;
    product.boot();
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
      case LOCK_HELD -> product.lock((int) fault.number(USUAL_ID));
      case QUOTA -> product.spoilQuota((int) fault.number(USUAL_ID));
      case DISK_FULL -> machine.host().files().room().leave(fault.number(0));
      case CUT_ARCHIVE -> cut(template(fault));
      case NO_MODULE -> product.module(false);
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
          product.unlock((int) each.number(USUAL_ID));
        }
      }
      case QUOTA -> {
        for (Fault each : removed) {
          product.dropQuota((int) each.number(USUAL_ID));
        }
      }
      case DISK_FULL -> machine.host().files().room().leave(machine.host().files().room().size());
      case CUT_ARCHIVE -> {
        for (Fault each : removed) {
          mend(template(each));
        }
      }
      case NO_MODULE -> product.module(true);
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
