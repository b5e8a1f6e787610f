package dev.vireo.bench.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.container.archive.ArchiveLook;
import dev.vireo.container.archive.Limits;
import dev.vireo.container.archive.Look;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeArchiveTest {

  @Test
  void it_has_its_size_and_is_a_root_file_system_without_oddities(@TempDir Path folder)
      throws Exception {
    Path archive = folder.resolve("large.tar.gz");
    LargeArchive.write(archive, 3_000_000);
    assertThat(Files.size(archive)).isBetween(3_000_000L, 3_600_000L);
    try (InputStream in = Files.newInputStream(archive)) {
      Look look = ArchiveLook.at(in, "large.tar.gz", Limits.DEFAULT, ArchiveLook.Depth.WHOLE);
      assertThat(look.outcome()).isEqualTo(Look.Outcome.ROOT_FS);
      assertThat(look.findings()).isEmpty();
    }
  }
}
