package dev.vireo.ramcloud.tablet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a new owner serves, by a clock that the test turns. */
class TabletTest {

  private static final long LEASE = 1_000;
  private static final long WAIT = 1_100;
  private static final long NONCE = 7;

  private final Tablet tablet = new Tablet(Safeguard.all(), LEASE, WAIT);

  private static final TabletActions NOTHING =
      new TabletActions() {
        @Override
        public void acknowledge(long sequence) {}

        @Override
        public void repeat(long sequence) {}

        @Override
        public void readTail(long from, long through) {}

        @Override
        public void serve() {}

        @Override
        public void lose(Loss reason) {}
      };

  @Test
  void the_old_owners_lease_ends_while_a_long_log_is_replayed() {
    tablet.takeOver(NONCE, 0);
    tablet.barrierAcked(NONCE, 100, 10, NOTHING);
    replay(5_000);
    assertThat(tablet.phase()).isEqualTo(Tablet.Phase.SERVING);
  }

  @Test
  void a_short_log_is_served_when_the_old_owners_lease_has_ended() {
    tablet.takeOver(NONCE, 0);
    tablet.barrierAcked(NONCE, 100, 10, NOTHING);
    replay(20);
    tablet.tick(10 + WAIT - 1, NOTHING);
    assertThat(tablet.phase()).isEqualTo(Tablet.Phase.WAITING);
    tablet.tick(10 + WAIT, NOTHING);
    assertThat(tablet.phase()).isEqualTo(Tablet.Phase.SERVING);
  }

  @Test
  void what_lay_there_when_the_master_came_is_not_waited_for_again() {
    tablet.reached(100, 0);
    tablet.takeOver(NONCE, WAIT);
    tablet.barrierAcked(NONCE, 100, WAIT, NOTHING);
    replay(WAIT);
    assertThat(tablet.phase()).isEqualTo(Tablet.Phase.SERVING);
  }

  @Test
  void what_was_appended_since_the_master_came_is_waited_for() {
    tablet.reached(99, 0);
    tablet.takeOver(NONCE, WAIT);
    tablet.barrierAcked(NONCE, 100, WAIT, NOTHING);
    replay(WAIT);
    assertThat(tablet.phase()).isEqualTo(Tablet.Phase.WAITING);
  }

  /** Another's barrier at offset 0, 99 records of that owner, and the own barrier. */
  private void replay(long now) {
    tablet.barrierSeen(0, NONCE + 1, now, NOTHING);
    for (long offset = 1; offset < 100; offset++) {
      assertThat(tablet.entrySeen(offset, 0, offset, now, NOTHING)).isEqualTo(Tablet.Verdict.APPLY);
    }
    tablet.barrierSeen(100, NONCE, now, NOTHING);
  }
}
