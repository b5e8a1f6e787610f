package dev.vireo.simulator.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Variables and positional parameters of one shell. */
final class Variables {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> exported = new HashSet<>();
  private final Deque<Map<String, @Nullable String>> shadowed = new ArrayDeque<>();
  private List<String> positional = List.of();

  Variables copy() {
    Variables copy = new Variables();
    copy.values.putAll(values);
    copy.exported.addAll(exported);
    copy.positional = positional;
    return copy;
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  void set(String name, String value) {
    values.put(name, value);
  }

  /** Sets, or unsets when the value is null. */
  void restore(String name, @Nullable String value) {
    if (value == null) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  void unset(String name) {
    values.remove(name);
    exported.remove(name);
  }

  void export(String name) {
    exported.add(name);
  }

  boolean isExported(String name) {
    return exported.contains(name);
  }

  void unexport(String name) {
    exported.remove(name);
  }

  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    for (String name : exported) {
      String value = values.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    return environment;
  }

  Map<String, String> all() {
    return new TreeMap<>(values);
  }

  List<String> positional() {
    return positional;
  }

  void positional(List<String> parameters) {
    positional = List.copyOf(parameters);
  }

  void enterFunction() {
    shadowed.push(new HashMap<>());
  }

  void leaveFunction() {
    shadowed.pop().forEach(this::restore);
  }

  boolean inFunction() {
    return !shadowed.isEmpty();
  }

  /** Makes a variable local to the running function. */
  void local(String name) {
    Map<String, @Nullable String> scope = shadowed.element();
    if (!scope.containsKey(name)) {
      scope.put(name, values.get(name));
    }
  }
}
