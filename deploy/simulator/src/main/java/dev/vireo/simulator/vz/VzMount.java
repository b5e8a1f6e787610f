package dev.vireo.simulator.vz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Mounting a container's private area, with its quota. */
final class VzMount {
  /** What a quota file that is whole begins with. */
  private static final String QUOTA_MAGIC = "VZQF";

  private final VzAct act;

  VzMount(VzAct act) {
    this.act = act;
  }

  static String quotaFile(int id) {
    return "/var/vzquota/quota." + id;
  }

  void initialiseQuota() throws IOException {
    act.files().put(quotaFile(act.id()), (QUOTA_MAGIC + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  void mount() throws IOException, VzFailure {
    String area = act.privateArea();
    if (!act.files().isDirectory(area)) {
      throw act.failed(43, "Container private area " + area + " does not exist");
    }
    if (act.global().get("DISK_QUOTA", "yes").equals("yes")) {
      quota();
    }
    act.files().makeDirectories(act.root());
    act.files().mount(act.root(), act.files().real(area));
    act.console().say("Container is mounted");
  }

  private void quota() throws IOException, VzFailure {
    String file = quotaFile(act.id());
    if (!act.files().isFile(file)) {
      act.console().say("Initializing quota ...");
      initialiseQuota();
      return;
    }
    String content = new String(act.files().content(file), StandardCharsets.ISO_8859_1);
    if (!content.startsWith(QUOTA_MAGIC)) {
      act.console().complain("vzquota : (error) quota file is corrupted");
      throw act.failed(60, "vzquota on failed [4]");
    }
  }

  void unmount() throws IOException {
    act.files().unmount(act.root());
    act.console().say("Container is unmounted");
  }
}
