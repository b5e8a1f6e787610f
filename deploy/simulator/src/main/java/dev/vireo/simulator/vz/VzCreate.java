package dev.vireo.simulator.vz;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Room;
import dev.vireo.simulator.disk.Unpacking;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code vzctl create}: unpacks a template into {@code CTID.tmp}, then gives it its name. */
final class VzCreate {
  private static final int NEW_PRIVATE = 48;

  private final VzAct act;

  VzCreate(VzAct act) {
    this.act = act;
  }

  void run(Map<String, List<String>> options) throws IOException, VzFailure {
    boolean configured = act.isConfigured();
    VzConfig config = sample(options, configured);
    for (Map.Entry<String, List<String>> option : options.entrySet()) {
      config = VzOptions.applied(config, option.getKey(), option.getValue());
    }
    String area = act.privateArea();
    if (act.files().exists(area)) {
      throw act.failed(44, "Private area already exists in " + area);
    }
    String template = config.get("OSTEMPLATE", act.global().get("DEF_OSTEMPLATE", ""));
    if (template.isEmpty()) {
      throw act.failed(29, "OS template is not specified");
    }
    act.console().say("Creating container private area (" + template + ")");
    try {
      unpack(archive(template), area);
    } catch (VzFailure e) {
      act.console().complain("Creation of container private area failed");
      throw e;
    }
    // Proxmox VE 2 and later take a path, and keep the name.
    String name =
        template.substring(template.lastIndexOf('/') + 1).replaceFirst("\\.tar(\\.[gbx]z2?)?$", "");
    VzConfig made =
        config
            .with("VE_ROOT", act.global().get("VE_ROOT", "/var/lib/vz/root/$VEID"))
            .with("VE_PRIVATE", act.global().get("VE_PRIVATE", "/var/lib/vz/private/$VEID"))
            .with("OSTEMPLATE", name)
            .with(
                "ORIGIN_SAMPLE",
                options.getOrDefault("config", List.of(act.release().sample())).getFirst());
    Distribution distribution = act.distribution(made);
    if (distribution.script(act.files(), "POST_CREATE").isPresent()) {
      act.console().say("Performing postcreate actions");
    }
    act.save(made);
    act.console().say("Container private area was created");
    VzMount mount = new VzMount(act);
    mount.initialiseQuota();
    if (act.release().leavesMounted()) {
      act.files().mount(act.root(), act.files().real(area));
    }
  }

  private VzConfig sample(Map<String, List<String>> options, boolean configured)
      throws IOException, VzFailure {
    List<String> asked = options.getOrDefault("config", List.of());
    String name =
        asked.isEmpty() ? act.global().get("CONFIGFILE", act.release().sample()) : asked.getFirst();
    String file = "/etc/vz/conf/ve-" + name + ".conf-sample";
    if (!asked.isEmpty() && !act.files().isFile(file)) {
      throw act.failed(82, "File " + file + " is not found");
    }
    if (configured && asked.isEmpty()) {
      act.console()
          .complain(
              "Warning: CT config file already exists, not applying a default config sample.");
      return act.config();
    }
    return act.files().isFile(file) ? act.read(file) : VzConfig.EMPTY;
  }

  private String archive(String template) throws IOException, VzFailure {
    if (template.startsWith("/") && act.files().isFile(template)) {
      return template;
    }
    String base =
        act.global().get("TEMPLATE", "/var/lib/vz/template") + "/cache/" + template + ".tar";
    List<String> endings =
        act.release().leavesMounted() ? List.of("", ".gz") : List.of("", ".gz", ".bz2", ".xz");
    for (String ending : endings) {
      if (act.files().isFile(base + ending)) {
        return base + ending;
      }
    }
    String tried = act.release().leavesMounted() ? base + ".gz" : base + "[.gz|.bz2|.xz]";
    throw act.failed(91, "Cached OS template " + tried + " not found");
  }

  private void unpack(String archive, String area) throws IOException, VzFailure {
    String temporary = area + ".tmp";
    DiskFiles files = act.files();
    if (files.exists(temporary)) {
      act.console().complain("Warning: Temp dir " + temporary + " already exists, deleting");
      files.removeTree(temporary);
    }
    long pace = act.host().pace().create();
    try {
      files.makeDirectories(temporary);
      needRoom(archive, temporary);
      act.host().work(act.session(), pace / 2, "none");
      extract(archive, temporary);
      act.host().work(act.session(), pace / 2, "create");
      files.rename(temporary, area);
    } catch (VzFailure e) {
      files.removeTree(temporary);
      throw e;
    } catch (IOException e) {
      files.removeTree(temporary);
      throw act.failed(
          NEW_PRIVATE, "Can't rename " + temporary + " to " + area + ": " + e.getMessage());
    }
  }

  private void needRoom(String archive, String temporary) throws IOException, VzFailure {
    long needed = act.files().size(archive) / 1024;
    long available = act.files().room().left() / 1024;
    if (available < needed) {
      act.console()
          .say(
              "vps-create ERROR: Insufficient disk space in "
                  + temporary
                  + "; available: "
                  + available
                  + ", needed: "
                  + needed);
      throw new VzFailure(46);
    }
  }

  private void extract(String archive, String temporary) throws IOException, VzFailure {
    DiskFiles inside = act.files().below(temporary);
    try {
      Unpacking.unpack(act.files(), archive, inside);
    } catch (EOFException e) {
      broken(archive, "\ngzip: stdin: unexpected end of file", "tar: Unexpected EOF in archive");
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (why.equals(Room.FULL)) {
        broken(
            archive,
            "tar: Cannot write: " + Room.FULL,
            "tar: Exiting with failure status due to previous errors");
      }
      broken(archive, "\ngzip: stdin: invalid compressed data--crc error", "tar: " + why);
    }
  }

  private void broken(String archive, String first, String second) throws IOException, VzFailure {
    act.console().complain(first);
    act.console().complain(second);
    act.console().complain("tar: Error is not recoverable: exiting now");
    act.console().say("vps-create ERROR: Error in tar --numeric-owner -z -xf " + archive);
    throw new VzFailure(NEW_PRIVATE);
  }
}
