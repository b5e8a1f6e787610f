package dev.vireo.container.vzctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TranscriptPropertyTest {

  @Property
  void no_text_makes_it_throw(@ForAll String text) {
    assertThat(Transcript.read(text)).isNotNull();
  }

  @Property
  void no_warning_and_no_unknown_line_is_lost(@ForAll("transcripts") List<String> lines) {
    List<ToolRun> runs = Transcript.read(String.join("\n", lines));
    long odd = lines.stream().filter(l -> l.startsWith("Warning") || l.startsWith("odd")).count();
    long kept = runs.stream().mapToLong(r -> r.findings().size() + r.unparsed().size()).sum();
    assertThat(kept).isEqualTo(odd);
  }

  @Provide
  Arbitrary<List<String>> transcripts() {
    return Arbitraries.of(
            "# vzctl start 101",
            "Starting container...",
            "Container is mounted",
            "Warning: the moon is full",
            "odd words of a script",
            "Container start in progress...",
            "",
            "#")
        .list()
        .ofMaxSize(12);
  }
}
