package dev.vireo.ramcloud.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageStoreTest {
  private static final int SEGMENT_BYTES = 64 << 10;
  private static final int PAGES_PER_SEGMENT = SEGMENT_BYTES / PageStore.PAGE_BYTES;

  private final SegmentPool pool =
      new SegmentPool(new MemoryConfig(32L * SEGMENT_BYTES, SEGMENT_BYTES, 0.25));
  private final PageStore pages = new PageStore(pool, 0.25);

  @AfterEach
  void close() {
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void the_last_pages_of_a_segment_do_not_keep_the_next_from_being_begun(int left) {
    assertThat(pages.buckets(1)).isTrue();
    for (int page = left; page < PAGES_PER_SEGMENT; page++) {
      assertThat(pages.takePage()).isNotEqualTo(ObjectMap.ABSENT);
    }
    assertThat(pages.buckets(1)).isTrue();
    assertThat(pages.segments()).isEqualTo(left > 3 ? 1 : 2);
    assertThat(pages.buckets((left + PAGES_PER_SEGMENT - 3) * PageStore.PAGE_BUCKETS)).isTrue();
    assertThat(pages.segments()).isEqualTo(2);
  }

  @Test
  void every_page_of_its_share_can_be_taken_once() {
    assertThat(pages.buckets((8 * PAGES_PER_SEGMENT - 3) * PageStore.PAGE_BUCKETS)).isTrue();
    assertThat(pages.buckets((8 * PAGES_PER_SEGMENT - 3) * PageStore.PAGE_BUCKETS + 1)).isFalse();
    assertThat(LongStream.generate(pages::takePage).limit(8 * PAGES_PER_SEGMENT))
        .doesNotContain(ObjectMap.ABSENT)
        .doesNotHaveDuplicates();
    assertThat(pages.takePage()).isEqualTo(ObjectMap.ABSENT);
  }
}
