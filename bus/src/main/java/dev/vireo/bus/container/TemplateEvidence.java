package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is inside an archive.
 *
 * @param distribution such as {@code sabayon}; absent: nothing says so
 * @param version of the distribution
 * @param architecture {@code i386}, {@code amd64} or {@code arm64}
 * @param relative the nearest distribution that hosts have configurations for, such as {@code
 *     gentoo}
 * @param seen what it is concluded from
 */
public record TemplateEvidence(
    @Nullable String distribution,
    @Nullable String version,
    @Nullable String architecture,
    @Nullable String relative,
    List<String> seen) {
  public TemplateEvidence {
    seen = Absent.orEmpty(seen);
  }
}
