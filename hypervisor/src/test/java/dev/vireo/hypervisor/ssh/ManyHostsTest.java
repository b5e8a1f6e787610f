package dev.vireo.hypervisor.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.credential.CredentialKind;
import dev.vireo.hypervisor.credential.CredentialRef;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet at once, each host on a virtual thread of its own. */
@Tag("long")
class ManyHostsTest {
  private static final int HOSTS = 500;
  private static final Timeouts PATIENT =
      new Timeouts(
          Duration.ofMinutes(3),
          Duration.ofMinutes(3),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5));

  @Test
  void five_hundred_hosts_are_worked_on_at_once(@TempDir Path folder) throws Exception {
    try (MinaServer server = MinaServer.start();
        SshHosts hosts = new SshHosts(ref -> Secret.of(MinaServer.PASSWORD), SshOptions.DEFAULT);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // A credential of its own makes each a host of its own to the pool.
      HostKeyPolicy policy = new HostKeyPolicy.TrustOnFirstUse(folder.resolve("known_hosts"));
      List<Future<ScriptOutcome>> all = new ArrayList<>();
      for (int i = 0; i < HOSTS; i++) {
        CredentialRef password =
            CredentialRef.parse(CredentialKind.PASSWORD, "env:VIREO_CREDENTIAL_" + i);
        SshTarget target = SshTarget.of(server.address, "root", password, policy).with(PATIENT);
        Script script = Script.of(Step.of("a", "echo", "host " + i), Step.of("b", "false"));
        all.add(threads.submit(() -> hosts.connect(target).run(script)));
      }
      for (int i = 0; i < HOSTS; i++) {
        ScriptOutcome outcome = all.get(i).get();
        assertThat(outcome.result("a").stdout()).isEqualTo("host " + i + "\n");
        assertThat(outcome.result("b").exit()).isEqualTo(1);
      }
      assertThat(hosts.connections()).isEqualTo(HOSTS);
      assertThat(new KnownHostsFile(folder.resolve("known_hosts")).read().entries()).hasSize(1);
    }
  }
}
