package dev.vireo.simulator.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** A tar archive of a host's folder, as it is written. */
public final class Packing implements AutoCloseable {
  private final TarWriter tar;
  private long bytes;

  public Packing(OutputStream out) {
    this.tar = new TarWriter(out);
  }

  /** A file that is nowhere else. */
  public void file(String name, byte[] content) throws IOException {
    tar.file(name, 0644, content);
    bytes += content.length;
  }

  /** All that is in a folder, in the order of names; what is a device is left out. */
  public void folder(DiskFiles files, String path) throws IOException {
    Path root = files.real(path);
    tar.directory("./");
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.sorted().toList()) {
        tree(root, entry, "./");
      }
    }
  }

  /** What a name in a folder stands for, with all below it. */
  public void entry(DiskFiles files, String folder, String name) throws IOException {
    tree(files.real(folder), files.real(folder).resolve(DiskName.onDisk(name)), "");
  }

  private void tree(Path root, Path top, String before) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts)
              throws IOException {
            tar.directory(before + name(root, folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            if (facts.isSymbolicLink()) {
              tar.link(
                  before + name(root, file),
                  DiskName.ofHost(Files.readSymbolicLink(file).toString()));
            } else if (facts.isRegularFile()) {
              try (InputStream in = Files.newInputStream(file)) {
                tar.file(before + name(root, file), mode(file), facts.size(), in);
              }
              bytes += facts.size();
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static int mode(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode") & 07777;
  }

  private static String name(Path root, Path entry) {
    List<String> parts = new java.util.ArrayList<>();
    root.relativize(entry).forEach(part -> parts.add(DiskName.ofHost(part.toString())));
    return String.join("/", parts);
  }

  /** What the files in it have, in bytes. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
