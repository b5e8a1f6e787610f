package dev.vireo.simulator.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open files of a shell, by number. Immutable: a redirection makes a new one. */
record Descriptors(Map<Integer, Descriptors.Open> open) {

  /** One end of something: readable, writable or both. */
  record Open(@Nullable InputStream in, @Nullable OutputStream out) {}

  static Descriptors of(InputStream in, OutputStream out, OutputStream err) {
    return new Descriptors(
        Map.of(0, new Open(in, null), 1, new Open(null, out), 2, new Open(null, err)));
  }

  Descriptors with(int fd, Open file) {
    Map<Integer, Open> changed = new HashMap<>(open);
    changed.put(fd, file);
    return new Descriptors(Map.copyOf(changed));
  }

  Descriptors without(int fd) {
    Map<Integer, Open> changed = new HashMap<>(open);
    changed.remove(fd);
    return new Descriptors(Map.copyOf(changed));
  }

  Descriptors withIn(InputStream in) {
    return with(0, new Open(in, null));
  }

  Descriptors withOut(OutputStream out) {
    return with(1, new Open(null, out));
  }

  InputStream in() {
    Open file = open.get(0);
    return file == null || file.in() == null ? InputStream.nullInputStream() : file.in();
  }

  OutputStream out() {
    return writable(1);
  }

  OutputStream err() {
    return writable(2);
  }

  private OutputStream writable(int fd) {
    Open file = open.get(fd);
    return file == null || file.out() == null ? OutputStream.nullOutputStream() : file.out();
  }
}
