package dev.vireo.backup.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.BackupFailureCause;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Logs in the shapes that vzdump of Proxmox VE 3 to 8 tells them, written for the test. */
class VzdumpLogTest {

  private static final String GOOD =
      """
      INFO: starting new backup job: vzdump 101 --stdout --mode snapshot --compress 0
      INFO: Starting Backup of VM 101 (lxc)
      INFO: Backup started at 2026-03-01 02:00:01
      INFO: status = running
      INFO: CT Name: web
      INFO: including mount point rootfs ('/') in backup
      INFO: excluding bind mount point mp0 ('/srv/pool') from backup (not a volume)
      INFO: backup mode: snapshot
      INFO: ionice priority: 7
      INFO: create storage snapshot 'vzdump'
      INFO: sending archive to stdout
      INFO: Total bytes written: 564357120 (539MiB, 93MiB/s)
      INFO: cleanup temporary 'vzdump' snapshot
      INFO: Finished Backup of VM 101 (00:00:06)
      INFO: Backup finished at 2026-03-01 02:00:07
      INFO: Backup job finished successfully
      """;

  private static Optional<BackupFailureCause> cause(String log, int exit) {
    return VzdumpLog.parse(log).objection("101", exit, log).map(HostRefused::failureCause);
  }

  @Example
  void a_guest_that_was_written_whole_is_good_and_what_was_left_out_is_remarked() {
    VzdumpLog log = VzdumpLog.parse(GOOD);
    assertThat(log.objection("101", 0, GOOD)).isEmpty();
    assertThat(log.remarks())
        .containsExactly("excluding bind mount point mp0 ('/srv/pool') from backup (not a volume)");
  }

  @Example
  void a_mail_that_could_not_be_sent_spoils_no_archive() {
    String log = GOOD + "ERROR: could not notify via target `mail-to-root`: no recipients\n";
    assertThat(cause(log, 255)).isEmpty();
    assertThat(VzdumpLog.parse(log).remarks()).hasSize(2);
  }

  @Example
  void the_reason_of_a_failure_is_the_guests_own_line() {
    String log =
        """
        INFO: Starting Backup of VM 101 (qemu)
        ERROR: Backup of VM 101 failed - VM is locked (snapshot)
        INFO: Failed at 2026-03-01 02:00:07
        INFO: Backup job finished with errors
        job errors
        """;
    assertThat(cause(log, 255)).contains(BackupFailureCause.BUSY);
    assertThat(cause(log.replace("VM is locked (snapshot)", "unable to open '/dev/x'"), 255))
        .contains(BackupFailureCause.SOURCE_UNREADABLE);
  }

  @Example
  void a_log_that_does_not_say_it_was_finished_is_no_success_whatever_the_exit_code() {
    String cut = GOOD.substring(0, GOOD.indexOf("INFO: Finished"));
    assertThat(cause(cut, 0)).contains(BackupFailureCause.SOURCE_UNREADABLE);
    assertThat(cause("", 0)).contains(BackupFailureCause.SOURCE_UNREADABLE);
    assertThat(cause("sh: vzdump: not found", 127)).contains(BackupFailureCause.HOST_TOOL);
  }

  @Property(tries = 200)
  void no_text_is_refused(@ForAll String text, @ForAll int exit) {
    VzdumpLog log = VzdumpLog.parse(text);
    assertThat(log.objection("101", exit, text).isEmpty())
        .isEqualTo(log.finished() && log.failure().isEmpty());
  }
}
