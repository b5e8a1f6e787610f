package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What vzctl answers, and what goes wrong with containers. */
class OpenVzToolsTest {
  private static final String HOST = "openvz-02";
  private static final String CREATE =
      "vzctl create 101 --ostemplate debian-5.0-wordpress_2.9-1_i386";

  private final Shell shell = new Shell();
  private DataCentre centre;

  @BeforeEach
  void start() throws IOException {
    centre =
        DataCentre.start(
            Options.defaults().withHosts(1).withContainers(ContainerOptions.openvz(2)));
  }

  @AfterEach
  void stop() throws IOException {
    shell.close();
    centre.close();
  }

  private Shell.Result run(String command) throws IOException {
    return shell.run(centre, HOST, command);
  }

  @Test
  void creates_from_a_template_and_leaves_real_files() throws Exception {
    assertThat(run(CREATE).out())
        .isEqualTo(
            """
            Creating container private area (debian-5.0-wordpress_2.9-1_i386)
            Performing postcreate actions
            CT configuration saved to /etc/vz/conf/101.conf
            Container private area was created
            """);
    assertThat(
            Files.readString(
                centre
                    .containerHost(HOST)
                    .root()
                    .resolve("var/lib/vz/private/101/etc/debian_version")))
        .isEqualTo("5.0.3\n");
    assertThat(run("head -c 5 /var/lib/vz/private/101/bin/sh | wc -c").out().strip())
        .isEqualTo("5");
    assertThat(run(CREATE).status()).isEqualTo(44);
    assertThat(run("vzctl destroy 101").status()).isEqualTo(41);
    run("vzctl umount 101");
    assertThat(run("vzctl destroy 101").out())
        .isEqualTo(
            "Destroying container private area: /var/lib/vz/private/101\n"
                + "Container private area was destroyed\n");
    assertThat(run("vzctl status 101").out()).isEqualTo("CTID 101 deleted unmounted down\n");
    assertThat(run("test -e /etc/vz/conf/101.conf.destroyed").status()).isZero();
    assertThat(run("vzlist -a -H -o ctid"))
        .isEqualTo(new Shell.Result(1, "", "Container(s) not found\n"));
  }

  @Test
  void answers_with_vzctls_exit_codes() throws Exception {
    assertThat(run("vzctl start 777").status()).isEqualTo(14);
    Shell.Result missing = run("vzctl create 102 --ostemplate nothing-1-x_1-1_i386");
    assertThat(missing.status()).isEqualTo(91);
    assertThat(missing.err())
        .isEqualTo(
            "Cached OS template /var/lib/vz/template/cache/nothing-1-x_1-1_i386.tar.gz not found\n"
                + "Creation of container private area failed\n");
    run(CREATE);
    assertThat(run("vzctl exec 101 true").status()).isEqualTo(31);
    assertThat(run("vzctl set 101 --ipadd 10.20.999.1 --save"))
        .isEqualTo(new Shell.Result(21, "", "Bad parameter for --ipadd: 10.20.999.1\n"));
    assertThat(run("vzctl set 101 --colour red").status()).isEqualTo(20);
    run("vzctl start 101");
    assertThat(run("vzctl start 101").status()).isEqualTo(32);
    assertThat(run("vzctl destroy 101").status()).isEqualTo(32);
    assertThat(run("vzctl exec 101 cat /nothing").status()).isEqualTo(8);
    assertThat(run("vzctl exec2 101 'sh -c \"exit 7\"'").status()).isEqualTo(7);
    assertThat(run("vzctl exec 101 hostname; vzctl exec 101 cat /proc/1/comm").out())
        .endsWith("init\n");
    assertThat(run("vzctl stop 101; vzctl stop 101").err())
        .isEqualTo("Unable to stop: container is not running\n");
    run("vzctl set 101 --disabled yes --save");
    assertThat(run("vzctl start 101").status()).isEqualTo(105);
    run("rm /etc/vz/dists/default; vzctl set 101 --disabled no --ostemplate none --save");
    assertThat(run("vzctl start 101").status()).isEqualTo(107);
  }

  @Test
  void refuses_an_archive_that_is_cut_short_and_leaves_nothing() throws Exception {
    Shell.Result cut = run("vzctl create 103 --ostemplate debian-6.0-standard_6.0-6_i386");
    assertThat(cut.status()).isEqualTo(48);
    assertThat(cut.err())
        .contains("gzip: stdin: unexpected end of file")
        .endsWith("Creation of container private area failed\n");
    assertThat(run("ls /var/lib/vz/private; gzip -t /var/lib/vz/template/cache/debian-6*").err())
        .contains("unexpected end of file");
    assertThat(run("ls /var/lib/vz/private").out()).isEmpty();
  }

  @Test
  void starts_no_archive_that_is_no_root_file_system() throws Exception {
    assertThat(run("vzctl create 104 --ostemplate wordpress-2.9-plugins_2.9-1_i386").status())
        .isZero();
    Shell.Result start = run("vzctl start 104");
    assertThat(start.status()).isEqualTo(47);
    assertThat(start.err()).contains("Unable to start init, probably incorrect template\n");
    assertThat(run("vzctl status 104").out()).isEqualTo("CTID 104 exist unmounted down\n");
  }

  @Test
  void keeps_out_of_a_container_that_a_living_process_has_locked() throws Exception {
    run(CREATE);
    centre.inject("lock-held:" + HOST);
    Shell.Result locked = run("vzctl start 101");
    assertThat(locked.status()).isEqualTo(9);
    assertThat(locked.err()).isEqualTo("Container already locked\n");
    String pid = run("head -n 1 /var/lib/vz/lock/101.lck").out().strip();
    assertThat(run("tr '\\0' ' ' < /proc/" + pid + "/cmdline").out())
        .isEqualTo("/usr/sbin/vzctl restore 101 ");
    run("kill " + pid);
    assertThat(run("vzctl start 101").out())
        .startsWith("Removing stale lock file /var/lib/vz/lock/101.lck\nStarting container ...\n");
    assertThat(run("ls /var/lib/vz/lock").out()).isEmpty();
  }

  @Test
  void fails_on_a_corrupted_quota_until_it_is_dropped() throws Exception {
    run(CREATE);
    centre.inject("quota:" + HOST);
    Shell.Result start = run("vzctl start 101");
    assertThat(start.status()).isEqualTo(60);
    assertThat(start.err())
        .isEqualTo("vzquota : (error) quota file is corrupted\nvzquota on failed [4]\n");
    run("vzquota drop 101");
    assertThat(run("vzctl start 101").out())
        .contains("Initializing quota ...\nContainer is mounted\n");
  }

  @Test
  void creates_nothing_on_a_full_disk() throws Exception {
    centre.inject("disk-full:" + HOST + ":20000");
    Shell.Result full = run(CREATE);
    assertThat(full.status()).isEqualTo(46);
    assertThat(full.out()).contains("vps-create ERROR: Insufficient disk space in");
    centre.clear(FaultKind.DISK_FULL, HOST);
    centre.inject("disk-full:" + HOST + ":60000");
    Shell.Result half = run(CREATE);
    assertThat(half.status()).isEqualTo(48);
    assertThat(half.err()).contains("No space left on device");
    centre.clear(FaultKind.DISK_FULL, HOST);
    assertThat(run(CREATE).status()).isZero();
  }

  @Test
  void leaves_a_half_made_container_behind_when_the_power_goes_off() throws Exception {
    centre.inject("power-off:" + HOST + ":create");
    run(CREATE);
    assertThat(centre.containerTruth(HOST).powered()).isFalse();
    centre.clear(FaultKind.POWER_OFF, HOST);
    assertThat(run("ls /var/lib/vz/private /var/lib/vz/lock").out()).contains("101.tmp", "101.lck");
    assertThat(run("vzctl status 101").out()).isEqualTo("CTID 101 deleted unmounted down\n");
    Shell.Result again = run(CREATE);
    assertThat(again.status()).isZero();
    assertThat(again.out()).startsWith("Removing stale lock file");
    assertThat(again.err()).contains("101.tmp already exists, deleting");
  }

  @Test
  void starts_what_starts_at_boot_after_the_power_was_off() throws Exception {
    run(CREATE + "; vzctl set 101 --onboot yes --ipadd 10.20.3.7 --save; vzctl start 101");
    centre.reboot(HOST);
    assertThat(centre.containerTruth(HOST).running())
        .containsExactly(
            new ContainerTruth.Running(
                101, "localhost", List.of("10.20.3.7"), List.of("10.20.3.7")));
  }

  @Test
  void misses_its_kernel_module() throws Exception {
    run(CREATE);
    centre.inject("no-module:" + HOST);
    assertThat(run("vzctl start 101").status()).isEqualTo(5);
    centre.clear(FaultKind.NO_MODULE, HOST);
    assertThat(run("vzctl start 101").status()).isZero();
  }

  @Test
  void loses_the_network_of_a_container_by_switch() throws Exception {
    run(CREATE + "; vzctl set 101 --ipadd 10.20.3.8 --save");
    centre.inject("no-network:" + HOST + "@1");
    assertThat(run("vzctl start 101").status()).isZero();
    assertThat(run("vzctl exec 101 ip route").out()).isEmpty();
    run("vzctl restart 101");
    assertThat(run("vzctl exec 101 ip route").out()).isNotEmpty();
  }

  @Test
  void hangs_while_starting_until_the_fault_is_taken_away() throws Exception {
    run(CREATE);
    centre.inject("hang-start:" + HOST);
    Shell.Result hung = run("timeout 0.3 vzctl start 101");
    assertThat(hung.status()).isEqualTo(124);
    assertThat(hung.out()).endsWith("Container is mounted\n");
    centre.clear(FaultKind.HANG_START, HOST);
    assertThat(run("vzctl start 101").out()).startsWith("Removing stale lock file");
  }

  @Test
  void gives_an_address_only_once_on_a_host() throws Exception {
    run(CREATE + "; vzctl set 101 --ipadd 10.20.3.9 --save; vzctl start 101");
    run(CREATE.replace("101", "102") + "; vzctl set 102 --ipadd 10.20.3.9 --save");
    Shell.Result second = run("vzctl start 102");
    assertThat(second.status()).isEqualTo(78);
    assertThat(second.err()).startsWith("Unable to add IP 10.20.3.9: Address already in use\n");
    shell.run(centre, "openvz-01", CREATE + "; vzctl set 101 --ipadd 10.20.3.9 --save");
    Shell.Result elsewhere = shell.run(centre, "openvz-01", "vzctl start 101");
    assertThat(elsewhere.status()).isZero();
    assertThat(elsewhere.err()).contains("is detected on another computer");
  }

  @Test
  void leads_no_link_out_of_the_hosts_folder() throws Exception {
    run("mkdir /tmp/x; ln -s /../../../../etc/passwd /tmp/x/out; ln -s / /tmp/x/up");
    assertThat(run("cat /tmp/x/out").status()).isEqualTo(1);
    assertThat(run("cat /tmp/x/up/etc/hostname").out()).isEqualTo(HOST + "\n");
  }

  @Test
  void says_which_host_can_not_have_a_fault() {
    assertThatThrownBy(() -> centre.inject("lock-held:esx-01"))
        .hasMessageContaining("no such host of containers: esx-01");
    assertThatThrownBy(() -> centre.inject("ignore:" + HOST))
        .hasMessageContaining("fault of ESX hosts");
  }
}
