package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second story: a template that nobody sees, a container that nobody reaches. */
class OpenVzStoryTest {
  private static final String HOST = "openvz-01";
  private static final String CACHE = "/var/lib/vz/template/cache";
  private static final String GOOD_NAME = "sabayon-5-SpinBase_5.4-1_i386";

  private final Shell shell = new Shell();
  private DataCentre centre;

  @BeforeEach
  void start() throws IOException {
    centre =
        DataCentre.start(
            Options.defaults().withContainers(ContainerOptions.openvz(1)).withHosts(0));
  }

  @AfterEach
  void stop() throws IOException {
    shell.close();
    centre.close();
  }

  private Shell.Result run(String command) throws IOException {
    return shell.run(centre, HOST, command);
  }

  private void createSabayon() throws IOException {
    run(
        "cd "
            + CACHE
            + " && mv Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz "
            + GOOD_NAME
            + ".tar.gz");
    assertThat(run("vzctl create 101 --ostemplate " + GOOD_NAME).status()).isZero();
    assertThat(
            run("vzctl set 101 --ipadd 10.20.3.1 --hostname sabayon.example"
                    + " --nameserver 10.20.0.1 --save")
                .out())
        .isEqualTo("CT configuration saved to /etc/vz/conf/101.conf\n");
  }

  @Test
  void lists_the_templates_as_in_the_story() throws Exception {
    assertThat(run("ls " + CACHE).out())
        .isEqualTo(
            """
            Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz
            centos-4-default_4.8-20100922_i386.tar.gz
            centos-5-standard_5.2-1_i386.tar.gz
            debian-5.0-wordpress_2.9-1_i386.tar.gz
            ubuntu-10.04-lamp_10.04_i386.tar.gz
            """);
    assertThat(run("pveversion").out()).isEqualTo("pve-manager/1.7/5323\n");
  }

  @Test
  void starts_with_the_storys_lines_and_without_a_network() throws Exception {
    createSabayon();
    Shell.Result start = run("vzctl start 101 2>&1");
    assertThat(start.out())
        .isEqualTo(
            """
            Warning: configuration file for distribution sabayon-5-SpinBase_5.4-1_i386 not found, using defaults from /etc/vz/dists/default
            Starting container ...
            Container is unmounted
            Container is mounted
            Adding IP address(es): 10.20.3.1
            /bin/bash: line 394: /etc/network/interfaces: No such file or directory
            grep: /etc/network/interfaces: No such file or directory
            /bin/bash: line 407: /etc/network/interfaces: No such file or directory
            /bin/bash: line 429: /etc/network/interfaces: No such file or directory
            cp: cannot stat `/etc/network/interfaces': No such file or directory
            /bin/bash: line 458: /etc/network/interfaces.bak: No such file or directory
            mv: cannot stat `/etc/network/interfaces.bak': No such file or directory
            Setting CPU units: 1000
            Setting CPUs: 1
            Set hostname: sabayon.example
            File resolv.conf was modified
            Setting quota ugidlimit: 0
            Container start in progress...
            """);
    assertThat(start.status()).isZero();
    assertThat(run("vzctl status 101").out()).isEqualTo("CTID 101 exist mounted running\n");
    assertThat(run("vzctl exec 101 ip addr show venet0").out())
        .contains("<BROADCAST,POINTOPOINT,NOARP>")
        .doesNotContain("10.20.3.1");
    assertThat(run("vzctl exec2 101 ping -c 1 10.20.0.1").status()).isEqualTo(2);
    assertThat(run("ping -c 1 10.20.3.1").status()).isEqualTo(1);
    assertThat(run("vzlist -a -H -o ctid,status,ip,hostname,ostemplate").out())
        .matches(" +101 running +10\\.20\\.3\\.1 +sabayon\\.example +" + GOOD_NAME + "\n");
    assertThat(centre.containerTruth(HOST).running().getFirst().up()).isEmpty();
  }

  @Test
  void has_a_network_after_the_storys_link() throws Exception {
    createSabayon();
    run("vzctl start 101");
    assertThat(run("vzctl stop 101").out())
        .isEqualTo("Stopping container ...\nContainer was stopped\nContainer is unmounted\n");
    assertThat(run("cd /etc/vz/dists && ln gentoo.conf " + GOOD_NAME + ".conf").status()).isZero();
    assertThat(run("vzctl start 101 2>&1").out())
        .isEqualTo(
            """
            Starting container ...
            Container is mounted
            Adding IP address(es): 10.20.3.1
            Setting CPU units: 1000
            Setting CPUs: 1
            Set hostname: sabayon.example
            File resolv.conf was modified
            Setting quota ugidlimit: 0
            Container start in progress...
            """);
    assertThat(run("vzctl exec 101 ip addr show venet0").out())
        .contains("NOARP,UP,LOWER_UP")
        .contains("inet 10.20.3.1/32");
    assertThat(run("vzctl exec 101 ifconfig venet0:0").status()).isEqualTo(8);
    assertThat(run("vzctl exec 101 ifconfig").out()).contains("inet addr:10.20.3.1");
    assertThat(run("vzctl exec 101 ip route").out()).startsWith("default dev venet0");
    assertThat(run("vzctl exec 101 cat /etc/resolv.conf").out())
        .isEqualTo("nameserver 10.20.0.1\n");
    assertThat(run("vzctl exec 101 ping -c 1 10.20.0.1").status()).isZero();
    assertThat(run("ping -c 1 10.20.3.1").status()).isZero();
    assertThat(run("ip route | grep venet0").out()).isEqualTo("10.20.3.1 dev venet0  scope link\n");
    assertThat(centre.containerTruth(HOST).running().getFirst().up()).containsExactly("10.20.3.1");
  }

  @Test
  void takes_one_short_link_for_all_later_releases() throws Exception {
    createSabayon();
    run("ln -s gentoo.conf /etc/vz/dists/sabayon.conf");
    assertThat(run("vzctl start 101 2>&1").out()).doesNotContain("Warning");
    assertThat(run("vzctl exec 101 ip addr show venet0").out()).contains("inet 10.20.3.1/32");
  }

  @Test
  void takes_a_dangling_link_for_none() throws Exception {
    createSabayon();
    run("ln -s nothing.conf /etc/vz/dists/sabayon.conf");
    assertThat(run("vzctl start 101 2>&1").out()).startsWith("Warning: configuration file");
  }

  @Test
  void gives_every_other_template_its_network() throws Exception {
    int id = 200;
    for (String template :
        new String[] {
          "centos-5-standard_5.2-1_i386",
          "debian-5.0-wordpress_2.9-1_i386",
          "ubuntu-10.04-lamp_10.04_i386"
        }) {
      id++;
      run("vzctl create " + id + " --ostemplate " + template);
      run("vzctl set " + id + " --ipadd 10.20.4." + id + " --save");
      assertThat(run("vzctl start " + id + " 2>&1").out())
          .endsWith("Container start in progress...\n");
      assertThat(run("ping -c 1 10.20.4." + id).status()).as(template).isZero();
    }
  }
}
