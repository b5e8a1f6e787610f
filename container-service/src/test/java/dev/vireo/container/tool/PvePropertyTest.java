package dev.vireo.container.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.container.tool.PveListings.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What Proxmox VE prints and takes. */
class PvePropertyTest {

  @Provide
  Arbitrary<Row> rows() {
    return Combinators.combine(
            Arbitraries.integers().between(100, 999_999_999),
            Arbitraries.of("running", "stopped"),
            Arbitraries.of("", "backup", "create", "disk", "snapshot-delete"),
            Arbitraries.of("", "web", "db.example.net", "a-name-of-more-than-twenty-characters"))
        .as((id, status, lock, name) -> new Row(id.toString(), status, lock, name));
  }

  @Property
  void what_pct_lists_is_read_back(@ForAll("rows") Row row) {
    String line =
        "%-10s %-10s %-12s %-20s".formatted(row.id(), row.status(), row.lock(), row.name());
    List<String> unparsed = new ArrayList<>();
    assertThat(PveListings.rows(line + "\n", unparsed)).containsExactly(row);
    assertThat(unparsed).isEmpty();
  }

  @Property
  void no_listing_throws_and_no_line_of_it_is_lost(@ForAll String text) {
    List<String> unparsed = new ArrayList<>();
    int rows = PveListings.rows(text, unparsed).size();
    long lines = text.lines().filter(l -> !l.isBlank() && !l.startsWith("VMID")).count();
    assertThat(rows + unparsed.size()).isEqualTo((int) lines);
    PveListings.storages(text);
    PveListings.volumes(text);
    PveConfig.parse(text).seen("101", "running");
    PveConfig.parse("rootfs: " + text).rootGiB();
    NetDevice.parse(text);
  }

  @Provide
  Arbitrary<List<Address>> addresses() {
    return Arbitraries.integers()
        .between(1, 250)
        .map(i -> new Address(new Ipv4(10L << 24 | i), OptionalInt.of(16)))
        .list()
        .uniqueElements()
        .ofMaxSize(4);
  }

  @Property
  void a_container_has_the_addresses_it_was_given_and_then_nothing_is_to_change(
      @ForAll("addresses") List<Address> before, @ForAll("addresses") List<Address> wanted) {
    Optional<Ipv4> none = Optional.empty();
    Map<String, String> made =
        NetDevice.changed(new TreeMap<>(), Optional.of(before), none, "vmbr0");
    Map<String, String> all = new TreeMap<>(made);
    all.putAll(NetDevice.changed(new PveConfig(made).nets(), Optional.of(wanted), none, "vmbr0"));
    PveConfig now = new PveConfig(all);
    assertThat(now.addresses())
        .containsExactlyElementsOf(wanted.stream().map(a -> a.ip().toString()).toList());
    assertThat(NetDevice.changed(now.nets(), Optional.of(wanted), none, "vmbr0")).isEmpty();
  }

  @Property
  void a_device_is_written_as_it_was_read(
      @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.constraints.AlphaChars String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "" : ",").append("k").append(i).append('=').append(words.get(i));
    }
    assertThat(NetDevice.parse(text.toString())).hasToString(text.toString());
  }
}
