package dev.vireo.container.domain.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DistributionPropertyTest {

  @Property
  void what_is_taken_was_tried_last_and_is_there(
      @ForAll("names") String name, @ForAll("folders") Set<String> folder) {
    Resolution resolution = DistributionResolver.resolve(name, folder::contains);
    resolution
        .config()
        .ifPresent(
            config -> {
              assertThat(folder).contains(config);
              assertThat(resolution.tried()).endsWith(config);
            });
    assertThat(resolution.tried().subList(0, resolution.tried().size() - 1))
        .noneMatch(folder::contains);
  }

  @Property
  void a_link_that_is_proposed_resolves_the_template_and_changes_nobody_elses(
      @ForAll("names") String name,
      @ForAll("folders") Set<String> folder,
      @ForAll("nameLists") List<String> others) {
    Resolution resolution = DistributionResolver.resolve(name, folder::contains);
    Mapping.shortest(
            resolution, "debian.conf", others, other -> other.equals(name), folder::contains)
        .ifPresent(
            proposal -> {
              Set<String> after = new HashSet<>(folder);
              after.add(proposal.link());
              if (resolution.isUnresolved()) {
                assertThat(DistributionResolver.resolve(name, after::contains).config())
                    .contains(proposal.link());
              }
              for (String other : others) {
                if (!other.equals(name)) {
                  assertThat(DistributionResolver.resolve(other, after::contains).config())
                      .isEqualTo(DistributionResolver.resolve(other, folder::contains).config());
                }
              }
            });
  }

  @Property
  void no_text_makes_it_throw(@ForAll String name, @ForAll String conf) {
    DistributionResolver.resolve(name, file -> false);
    DistributionConf.parse(conf).family();
    Relatives.nearest(name, List.of(conf), file -> false);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("debian", "my", "6.0", "x_y", "", "sabayon")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("-", parts));
  }

  @Provide
  Arbitrary<List<String>> nameLists() {
    return names().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<Set<String>> folders() {
    return names()
        .set()
        .ofMaxSize(4)
        .map(
            names -> {
              Set<String> files = new HashSet<>(Set.of("default"));
              names.forEach(n -> files.add(n + ".conf"));
              return files;
            });
  }
}
