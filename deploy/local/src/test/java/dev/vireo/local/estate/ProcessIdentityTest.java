package dev.vireo.local.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessIdentityTest {

  @Test
  void finds_a_process_again_while_it_lives_and_not_after() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    var identity = ProcessIdentity.of(process.pid()).orElseThrow();
    assertThat(identity.lives()).isTrue();

    identity.terminate();

    process.waitFor();
    assertThat(identity.lives()).isFalse();
    assertThat(ProcessIdentity.of(process.pid())).isEmpty();
  }

  @Test
  void leaves_alone_who_got_the_number_of_a_process_that_ended() throws Exception {
    var stranger = new ProcessBuilder("sleep", "60").start();
    try {
      var ended = new ProcessIdentity(stranger.pid(), "an earlier birth");
      assertThat(ended.lives()).isFalse();

      ended.terminate();
      ended.kill();

      assertThat(ProcessIdentity.of(stranger.pid()).orElseThrow().lives()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }
}
