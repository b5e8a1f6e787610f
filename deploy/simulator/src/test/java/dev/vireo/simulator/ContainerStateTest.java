package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vireo.simulator.log.LogEntry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts of containers over a restart of the data centre, and in what it tells about itself. */
class ContainerStateTest {
  @TempDir private Path folder;

  private final Options options =
      Options.defaults().withContainers(ContainerOptions.openvz(1)).withHosts(1);

  @Test
  void keeps_files_and_ports_over_a_restart_but_nothing_runs() throws Exception {
    int port;
    try (Shell shell = new Shell();
        DataCentre centre = DataCentre.start(options.withState(folder))) {
      port = centre.containerHost("openvz-01").port();
      shell.run(
          centre,
          "openvz-01",
          "vzctl create 101 --ostemplate centos-5-standard_5.2-1_i386; vzctl start 101");
      assertThat(centre.containerTruth("openvz-01").running()).hasSize(1);
    }
    try (Shell shell = new Shell();
        DataCentre centre = DataCentre.start(options.withState(folder))) {
      assertThat(centre.containerHost("openvz-01").port()).isEqualTo(port);
      assertThat(shell.run(centre, "openvz-01", "vzctl status 101").out())
          .isEqualTo("CTID 101 exist unmounted down\n");
    }
  }

  @Test
  void leaves_no_folder_behind_that_nobody_asked_for() throws Exception {
    Path root;
    try (DataCentre centre = DataCentre.start(options)) {
      root = centre.containerHost("openvz-01").root();
      assertThat(root).isDirectory();
    }
    assertThat(root).doesNotExist();
  }

  @Test
  void names_all_hosts_with_their_kinds_in_the_ready_file() throws Exception {
    try (DataCentre centre = DataCentre.start(options)) {
      assertThat(ReadyFile.of(centre).hosts())
          .extracting(ReadyFile.Host::name, ReadyFile.Host::kind, ReadyFile.Host::version)
          .containsExactly(tuple("esx-01", "esx", "4.1.0"), tuple("openvz-01", "openvz", "1.7"));
    }
  }

  @Test
  void logs_calls_of_vzctl_without_passwords() throws Exception {
    try (Shell shell = new Shell();
        DataCentre centre = DataCentre.start(options)) {
      shell.run(
          centre,
          "openvz-01",
          "vzctl create 101 --ostemplate centos-5-standard_5.2-1_i386;"
              + " vzctl set 101 --userpasswd root:secret1 --save");
      assertThat(centre.log())
          .extracting(LogEntry::argv)
          .last()
          .asString()
          .contains("--userpasswd, ***")
          .doesNotContain("secret1");
    }
  }
}
