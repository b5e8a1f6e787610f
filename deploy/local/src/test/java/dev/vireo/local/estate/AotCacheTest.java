package dev.vireo.local.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AotCacheTest {

  @TempDir Path folder;

  private Path file;
  private Path program;
  private AotCache cache;

  @BeforeEach
  void lay_out() throws IOException {
    file = folder.resolve("app.aot");
    program = Files.createFile(folder.resolve("app.jar"));
    cache = new AotCache(file, List.of(program));
  }

  @Test
  void a_missing_cache_is_stale_and_not_used() {
    assertThat(cache.stale()).isTrue();
    assertThat(cache.use()).isEmpty();
  }

  @Test
  void a_cache_made_after_its_programs_is_used() throws IOException {
    Files.createFile(file);
    Files.setLastModifiedTime(program, FileTime.fromMillis(1_000));

    assertThat(cache.stale()).isFalse();
    assertThat(cache.use()).contains("-XX:AOTCache=" + file);
  }

  @Test
  void a_program_built_anew_makes_its_cache_stale() throws IOException {
    Files.createFile(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

    assertThat(cache.stale()).isTrue();
    assertThat(cache.use()).isEmpty();
  }

  @Test
  void the_thorough_compiler_works_only_where_its_findings_are_wanted() {
    assertThat(cache.make()).anyMatch(option -> option.startsWith("-XX:Tier4"));
    assertThat(cache.makeThoroughly()).containsExactly(cache.make().getFirst());
  }

  /** What the quick compiler alone had compiled would never be given to the thorough one. */
  @Test
  void no_compiler_is_kept_from_working_while_a_cache_is_made() {
    assertThat(cache.make()).noneMatch(option -> option.contains("TieredStopAtLevel"));
    assertThat(cache.makeThoroughly()).noneMatch(option -> option.contains("TieredStopAtLevel"));
  }

  @Test
  void the_former_cache_stays_until_a_new_one_is_written() throws IOException {
    Files.writeString(file, "former");

    assertThat(cache.keep()).isFalse();
    assertThat(file).hasContent("former");

    String option = cache.make().getFirst();
    Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "new");

    assertThat(cache.keep()).isTrue();
    assertThat(file).hasContent("new");
    assertThat(cache.keep()).isFalse();
  }
}
