package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogGroupsTest {
  private static final byte[] FIRST = {1};
  private static final byte[] SECOND = {2};
  private static final List<byte[]> KEYS = List.of(new byte[] {3}, new byte[] {4});

  private final LogGroups groups = new LogGroups();

  @Test
  void a_group_can_go_when_each_of_its_entries_is_written_by_itself() {
    groups.opened(FIRST, KEYS, 100);
    groups.opened(SECOND, KEYS, 200);
    assertThat(groups.takeOlderThan(99)).isNull();
    LogGroups.Group first = groups.takeOlderThan(100);
    assertThat(groups.takeOlderThan(199)).isNull();
    assertThat(first).isNotNull();
    if (first != null) {
      assertThat(first.keys()).isEqualTo(KEYS);
      groups.written(first);
      assertThat(groups.takeClosed()).isEmpty();
      groups.written(first);
    }
    assertThat(groups.takeClosed()).containsExactly(first);
    assertThat(groups.takeClosed()).isEmpty();
  }

  @Test
  void a_group_that_another_owner_closed_is_not_written_again() {
    groups.opened(FIRST, KEYS, 100);
    groups.opened(SECOND, KEYS, 100);
    groups.forgotten(new byte[] {1});
    LogGroups.Group left = groups.takeOlderThan(100);
    assertThat(left == null ? null : left.key()).isEqualTo(SECOND);
    assertThat(groups.takeOlderThan(100)).isNull();
  }
}
