package dev.vireo.bus.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What batches leave behind, as keys and texts. */
class ShelvesTest {

  private static final String PREFIX = "vireo:view:{multipath-3}:";

  private final Map<String, String> kept = new HashMap<>();

  @Test
  void a_host_has_its_items_in_order_and_a_key_for_each() {
    batch(new Move("esx-01", "put", "b"), new Move("esx-01", "put", "a"));

    assertThat(kept)
        .containsOnlyKeys(
            PREFIX + "hosts",
            PREFIX + "host:esx-01",
            PREFIX + "item:esx-01/a",
            PREFIX + "item:esx-01/b");
    assertThat(shelf("esx-01").items()).containsExactly("b", "a");
    assertThat(shelf("esx-01").item("a")).hasValue("a");
    assertThat(shelf("esx-01").item("c")).isEmpty();
  }

  @Test
  void a_host_that_is_cleared_leaves_nothing() {
    batch(new Move("esx-01", "put", "a"), new Move("esx-02", "put", "a"));
    batch(new Move("esx-01", "clear", ""));
    assertThat(shelf("esx-01").items()).isEmpty();
    assertThat(kept.keySet()).noneMatch(key -> key.contains("esx-01"));

    batch(new Move("esx-02", "clear", ""));
    assertThat(kept).containsOnlyKeys(PREFIX + "hosts").containsValue("[]");
  }

  @Property
  void however_moves_are_cut_into_batches_the_same_is_left(
      @ForAll("moves") List<Move> moves, @ForAll("moves") List<Move> lengths) {
    Map<String, String> atOnce = new HashMap<>();
    batch(atOnce, moves);
    Map<String, String> inParts = new HashMap<>();
    int from = 0;
    for (Move some : lengths) {
      int to = Math.min(moves.size(), from + some.item().length() + some.host().length() % 3);
      batch(inParts, moves.subList(from, to));
      from = to;
    }
    batch(inParts, moves.subList(from, moves.size()));

    assertThat(withoutEmptyDirectory(inParts)).isEqualTo(withoutEmptyDirectory(atOnce));
  }

  private static Map<String, String> withoutEmptyDirectory(Map<String, String> kept) {
    Map<String, String> left = new HashMap<>(kept);
    left.remove(PREFIX + "hosts", "[]");
    return left;
  }

  record Move(String host, String what, String item) {}

  @Provide
  Arbitrary<List<Move>> moves() {
    return Combinators.combine(
            Arbitraries.of("esx-1", "esx-02", "esx-003"),
            Arbitraries.of("put", "put", "put", "remove", "order", "note", "clear"),
            Arbitraries.of("a", "bb", "ccc"))
        .as(Move::new)
        .list()
        .ofMaxSize(40);
  }

  private void batch(Move... moves) {
    batch(kept, List.of(moves));
  }

  private static void batch(Map<String, String> kept, List<Move> moves) {
    Shelves shelves = new Shelves(Domain.MULTIPATH, 3, kept);
    for (Move move : moves) {
      Shelf shelf = shelves.of(move.host());
      switch (move.what()) {
        case "put" -> shelf.put(move.item(), shelf.item(move.item()).orElse("") + move.item());
        case "remove" -> shelf.remove(move.item());
        case "order" -> shelf.order(shelf.items().reversed());
        case "note" -> shelf.note(shelf.note() + move.item());
        default -> shelf.clear();
      }
    }
    shelves
        .changes()
        .forEach(
            (key, text) -> text.ifPresentOrElse(t -> kept.put(key, t), () -> kept.remove(key)));
  }

  private Shelf shelf(String host) {
    return new Shelves(Domain.MULTIPATH, 3, kept).of(host);
  }
}
