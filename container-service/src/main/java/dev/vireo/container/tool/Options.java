package dev.vireo.container.tool;

import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A command line of a tool that sets settings: what is asked for becomes an option of it. */
final class Options {

  private final List<String> words;
  private final int bare;

  /** A command line to which nothing was added yet. */
  Options(String... command) {
    words = new ArrayList<>(List.of(command));
    bare = words.size();
  }

  /** An option with a value. */
  Options add(String name, String value) {
    words.add(name);
    words.add(value);
    return this;
  }

  /** The option where there is a value. */
  <T> Options add(String name, Optional<T> value, Function<T, String> word) {
    value.ifPresent(v -> add(name, word.apply(v)));
    return this;
  }

  /** The option where there is a number, with the unit behind it. */
  Options add(String name, @Nullable Integer value, String unit) {
    return value == null ? this : add(name, value + unit);
  }

  /** All addresses in place of those before, as vzctl and prlctl take them. */
  Options addresses(Optional<List<Address>> addresses, Function<Address, String> word) {
    addresses.ifPresent(
        all -> {
          add("--ipdel", "all");
          all.forEach(a -> add("--ipadd", word.apply(a)));
        });
    return this;
  }

  /** Whether nothing was added. */
  boolean none() {
    return words.size() == bare;
  }

  List<String> words() {
    return List.copyOf(words);
  }

  /** The step, with what the tool wants behind its options; none where nothing was added. */
  List<Step> step(String id, String... last) {
    if (none()) {
      return List.of();
    }
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(last));
    return List.of(new Step(id, all));
  }
}
