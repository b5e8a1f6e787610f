package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathChangeTest {

  @Test
  void tells_what_died_what_went_and_what_came() {
    HostStorage before =
        host().with(disk(1).paths(PathState.ACTIVE, PathState.ACTIVE, PathState.STANDBY)).build();
    HostStorage after =
        host()
            .with(disk(1).paths(PathState.ACTIVE, PathState.DEAD))
            .with(disk(2).paths(PathState.ACTIVE))
            .build();

    assertThat(PathChange.between(before, after))
        .containsExactly(
            new PathChange(
                "esx01",
                disk(1).deviceId(),
                disk(1).path(1),
                Optional.of(PathState.ACTIVE),
                Optional.of(PathState.DEAD)),
            new PathChange(
                "esx01",
                disk(1).deviceId(),
                disk(1).path(2),
                Optional.of(PathState.STANDBY),
                Optional.empty()),
            new PathChange(
                "esx01",
                disk(2).deviceId(),
                disk(2).path(0),
                Optional.empty(),
                Optional.of(PathState.ACTIVE)));
  }

  @Test
  void is_silent_when_nothing_changed() {
    HostStorage host = host().with(disk(1)).with(disk(2)).build();

    assertThat(PathChange.between(host, host)).isEmpty();
  }
}
