package dev.vireo.bench.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A tree of three disk images, which are three quarters of it, and of small files, of random bytes.
 * Half of an image's blocks of 4 MiB are copies of others, and each small file is there twice.
 */
final class Tree {

  private static final int BLOCK = 4 << 20;
  private static final int SMALL = 400_000;
  private static final int IMAGES = 3;
  private static final int CHANGES = 10;

  private final Path root;
  private final long bytes;
  private final Random random = new Random(20_261_129);

  private Tree(Path root, long bytes) {
    this.root = root;
    this.bytes = bytes;
  }

  /** Makes one of about so many bytes. */
  static Tree make(Path root, long bytes) throws IOException {
    Tree tree = new Tree(root, bytes);
    Files.createDirectories(root.resolve("files"));
    tree.images();
    tree.files();
    return tree;
  }

  private void images() throws IOException {
    int blocks = (int) (bytes * 3 / 4 / IMAGES / BLOCK);
    byte[] block = new byte[BLOCK];
    for (int i = 0; i < IMAGES; i++) {
      try (OutputStream image = Files.newOutputStream(image(i))) {
        for (int b = 0; b < blocks; b++) {
          if (b % 2 == 0) {
            random.nextBytes(block);
          }
          image.write(block);
        }
      }
    }
  }

  private void files() throws IOException {
    byte[] content = new byte[SMALL];
    for (int i = 0; i < bytes / 4 / SMALL / 2; i++) {
      random.nextBytes(content);
      Files.write(root.resolve("files/" + i + ".dat"), content);
      Files.write(root.resolve("files/" + i + "-too.dat"), content);
    }
  }

  private Path image(int number) {
    return root.resolve("disk-" + number + ".img");
  }

  Path root() {
    return root;
  }

  /** Writes over ten stretches of 1 MiB of the images. */
  void change() throws IOException {
    byte[] piece = new byte[1 << 20];
    for (int i = 0; i < CHANGES; i++) {
      random.nextBytes(piece);
      try (RandomAccessFile image = new RandomAccessFile(image(i % IMAGES).toFile(), "rw")) {
        image.seek(Math.max(0, (long) (random.nextDouble() * (image.length() - piece.length))));
        image.write(piece);
      }
    }
  }
}
