package dev.vireo.simulator.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A distribution's root file system, as small as may be: what tells the distribution, what its
 * network scripts want, a shell and an init of the right architecture.
 */
final class RootFileSystem {
  private static final List<String> PLACES =
      List.of(
          "bin",
          "dev",
          "etc",
          "home",
          "proc",
          "root",
          "sbin",
          "sys",
          "tmp",
          "usr/bin",
          "usr/sbin",
          "var/lib",
          "var/log",
          "var/run");

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();
  private final Set<String> directories = new TreeSet<>(PLACES);
  private final Elf machine;

  RootFileSystem(Elf machine) {
    this.machine = machine;
    file("bin/bash", machine.program(24_000));
    file("sbin/init", machine.program(16_000));
    file("bin/busybox", machine.program(40_000));
    links.put("bin/sh", "bash");
    file("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
    file("etc/inittab", "id:3:initdefault:\n");
    file("etc/hosts", "127.0.0.1 localhost\n");
    file("etc/fstab", "none /dev/pts devpts rw 0 0\n");
  }

  RootFileSystem file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private RootFileSystem file(String path, byte[] content) {
    files.put(path, content);
    directories.add(path.substring(0, path.lastIndexOf('/')));
    return this;
  }

  RootFileSystem link(String path, String target) {
    links.put(path, target);
    return this;
  }

  /** A small program, for instance one that the distribution is known by. */
  RootFileSystem program(String path) {
    return file(path, machine.program(4_000));
  }

  /** The archive, with one file before all others, as appliance builders put it. */
  byte[] tar(Map<String, String> first) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes)) {
      for (Map.Entry<String, String> file : first.entrySet()) {
        tar.file("./" + file.getKey(), 0644, file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      tar.directory("./");
      for (String directory : withParents()) {
        tar.directory("./" + directory);
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        boolean program = file.getKey().contains("bin/");
        tar.file("./" + file.getKey(), program ? 0755 : 0644, file.getValue());
      }
      for (Map.Entry<String, String> link : links.entrySet()) {
        tar.link("./" + link.getKey(), link.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private Set<String> withParents() {
    Set<String> all = new TreeSet<>();
    for (String directory : directories) {
      for (int slash = directory.indexOf('/');
          slash > 0;
          slash = directory.indexOf('/', slash + 1)) {
        all.add(directory.substring(0, slash));
      }
      all.add(directory);
    }
    return all;
  }
}
