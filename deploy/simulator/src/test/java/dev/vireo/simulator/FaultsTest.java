package dev.vireo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.PathState;
import dev.vireo.simulator.fault.FaultKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String HOST = "esx-03";
  private static final String LIST = "esxcli storage nmp device list";

  private final Shell shell = new Shell();
  private DataCentre centre;

  @BeforeEach
  void start() throws IOException {
    centre = DataCentre.start(Options.defaults().withHosts(3));
  }

  @AfterEach
  void stop() throws IOException {
    shell.close();
    centre.close();
  }

  private Device device() {
    return centre.truth(HOST).devices().getFirst();
  }

  private String set() {
    return "esxcli storage nmp device set -P VMW_PSP_RR -d " + device().id();
  }

  @Test
  void refuses_connections_until_the_fault_is_taken_away() throws Exception {
    centre.inject("refuse:" + HOST);
    InetSocketAddress place = new InetSocketAddress("127.0.0.1", centre.host(HOST).port());
    try (Socket socket = new Socket()) {
      assertThatThrownBy(() -> socket.connect(place)).isInstanceOf(ConnectException.class);
    }
    centre.clear(FaultKind.REFUSE, HOST);
    assertThat(shell.run(centre, HOST, "hostname").out()).isEqualTo(HOST + "\n");
  }

  @Test
  void takes_connections_and_never_answers_when_it_hangs() throws Exception {
    centre.inject("hang:" + HOST);
    try (Socket socket = new Socket("127.0.0.1", centre.host(HOST).port())) {
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
    centre.clear(FaultKind.HANG, HOST);
    assertThat(shell.run(centre, HOST, "hostname").out()).isEqualTo(HOST + "\n");
  }

  @Test
  void drops_the_connection_after_so_many_commands() throws Exception {
    centre.inject("drop:" + HOST + ":3@1");
    Shell.Result cut = shell.run(centre, HOST, "echo 1; echo 2; echo 3; echo 4; " + set());
    assertThat(cut.status()).isEqualTo(-1);
    assertThat(cut.out()).doesNotContain("4");
    assertThat(device().policy().psp()).isEqualTo("VMW_PSP_FIXED");
    assertThat(shell.run(centre, HOST, "echo 1; echo 2; echo 3; echo 4").out()).endsWith("4\n");
  }

  @Test
  void stops_at_the_next_write_when_the_connection_is_gone() throws Exception {
    String other = centre.truth(HOST).devices().get(1).id();
    try (ClientSession session = shell.connect(centre, HOST);
        ChannelExec channel =
            session.createExecChannel(
                "echo go; read wait; "
                    + set()
                    + "; echo done; esxcli storage nmp device set -P VMW_PSP_RR -d "
                    + other)) {
      channel.open().verify(Shell.BOUND);
      assertThat(channel.getInvertedOut().read()).isEqualTo('g');
      session.close(true);
    }
    long patience = System.nanoTime() + Shell.BOUND.toNanos();
    while (centre.running() > 0 && System.nanoTime() < patience) {
      Thread.sleep(10);
    }
    assertThat(centre.running()).isZero();
    assertThat(centre.log())
        .extracting(entry -> entry.argv().getLast())
        .containsExactly(device().id());
    assertThat(device().policy().psp()).isEqualTo("VMW_PSP_RR");
  }

  @Test
  void ignores_an_order_for_one_device_and_says_it_went_well() throws Exception {
    centre.inject("ignore:" + HOST);
    Shell.Result result = shell.run(centre, HOST, set());
    assertThat(result).isEqualTo(new Shell.Result(0, "", ""));
    assertThat(device().policy().psp()).isEqualTo("VMW_PSP_FIXED");
    assertThat(centre.log().getLast().changed()).isFalse();
    centre.clear(FaultKind.IGNORE, "*");
    shell.run(centre, HOST, set());
    assertThat(device().policy().psp()).isEqualTo("VMW_PSP_RR");
  }

  @Test
  void fails_an_order_as_a_busy_device_does_as_often_as_was_said() throws Exception {
    centre.inject("set-fails:" + HOST + ":" + device().id() + "@2");
    for (int i = 0; i < 2; i++) {
      Shell.Result result = shell.run(centre, HOST, set());
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err()).contains("sysinfoException; Status=Busy: Message=Unable to Set");
    }
    assertThat(shell.run(centre, HOST, set()).status()).isZero();
    assertThat(device().policy().psp()).isEqualTo("VMW_PSP_RR");
  }

  @Test
  void kills_a_path_and_repairs_it() throws Exception {
    centre.inject("path-dies:" + HOST + ":" + device().id());
    assertThat(device().paths().getLast().state()).isEqualTo(PathState.DEAD);
    assertThat(
            shell.run(centre, HOST, "esxcli storage core path list | grep -c 'State: dead'").out())
        .isNotEqualTo("0\n");
    centre.clear(FaultKind.PATH_DIES, HOST);
    assertThat(device().paths().getLast().state()).isEqualTo(PathState.ACTIVE);
  }

  @Test
  void prints_garbage_where_it_was_told_to() throws Exception {
    centre.inject("garbage-stderr:" + HOST);
    Shell.Result result = shell.run(centre, HOST, LIST);
    assertThat(result.err()).contains("\ufffd");
    assertThat(result.out()).startsWith("naa.");
    centre.inject("garbage-stdout:" + HOST);
    assertThat(shell.run(centre, HOST, LIST).out()).contains("\ufffd");
  }

  @Test
  void fills_tmp() throws Exception {
    centre.inject("full-tmp:" + HOST);
    Shell.Result result = shell.run(centre, HOST, "echo x > /tmp/x || echo no");
    assertThat(result.out()).isEqualTo("no\n");
    assertThat(result.err()).contains("No space left on device");
    centre.clear(FaultKind.FULL_TMP, HOST);
    assertThat(shell.run(centre, HOST, "echo x > /tmp/x && echo yes").out()).isEqualTo("yes\n");
  }

  @Test
  void prints_ten_megabytes() throws Exception {
    centre.inject("huge-output:" + HOST);
    assertThat(shell.run(centre, HOST, LIST).out().length()).isGreaterThan(10_000_000);
  }

  @Test
  void prints_nothing_of_one_listing_and_says_that_all_is_well() throws Exception {
    centre.inject("silent:" + HOST + ":nmp device list@1");
    assertThat(shell.run(centre, HOST, "esxcli storage nmp psp list").out()).isNotEmpty();
    Shell.Result silent = shell.run(centre, HOST, LIST);
    assertThat(silent.status()).isZero();
    assertThat(silent.out() + silent.err()).isEmpty();
    assertThat(shell.run(centre, HOST, LIST).out()).startsWith("naa.");
  }

  @Test
  void ends_a_listing_in_the_middle_of_a_line_and_says_that_all_is_well() throws Exception {
    String whole = shell.run(centre, HOST, LIST).out();
    centre.inject("cut-output:" + HOST);
    Shell.Result cut = shell.run(centre, HOST, LIST);
    assertThat(cut.status()).isZero();
    assertThat(cut.out()).isNotEmpty().doesNotEndWith("\n");
    assertThat(whole).startsWith(cut.out());
    assertThat(cut.out().length()).isBetween(whole.length() / 3, whole.length() * 2 / 3);
  }

  @Test
  void lets_nobody_in() throws Exception {
    centre.inject("auth:" + HOST);
    assertThatThrownBy(() -> shell.run(centre, HOST, "id")).isInstanceOf(IOException.class);
  }

  @Test
  void shows_another_host_key_and_then_its_own_again() throws Exception {
    String own = centre.host(HOST).knownHosts();
    centre.inject("hostkey:" + HOST);
    assertThat(centre.host(HOST).knownHosts()).isNotEqualTo(own);
    centre.clear(FaultKind.HOSTKEY, HOST);
    assertThat(centre.host(HOST).knownHosts()).isEqualTo(own);
  }

  @Test
  void hangs_in_the_middle_of_a_script_until_the_fault_is_taken_away() throws Exception {
    centre.inject("hang-exec:" + HOST);
    Thread cure =
        Thread.startVirtualThread(
            () -> {
              try {
                Thread.sleep(300);
                centre.clear(FaultKind.HANG_EXEC, HOST);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(shell.run(centre, HOST, "echo on").out()).isEqualTo("on\n");
    cure.join();
  }

  @Test
  void says_which_fault_there_is_not() {
    assertThatThrownBy(() -> centre.inject("explode"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refuse, hang, hang-exec");
    assertThatThrownBy(() -> centre.inject("refuse:esx-99"))
        .hasMessageContaining("no such host: esx-99");
    assertThatThrownBy(() -> centre.inject("path-dies:" + HOST + ":naa.1"))
        .hasMessageContaining("naa.1");
  }
}
