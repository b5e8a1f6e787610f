package dev.vireo.simulator.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A host's file system as its shell and programs see it. Paths are absolute, without {@code .},
 * {@code ..} and doubled slashes: {@link VirtualFiles#resolve} makes them so. Safe for several
 * sessions.
 */
public interface HostFiles {

  /** Whether a directory is there; links are followed, here and below. */
  boolean isDirectory(String path);

  /** Whether something is there that can be read or written. */
  boolean isFile(String path);

  /** Whether the path itself is a symbolic link, a dangling one too. */
  boolean isLink(String path);

  /** In bytes; 0 if there is no such file. */
  long size(String path);

  /** The names in a directory, sorted; none if there is no such directory. */
  List<String> list(String directory);

  /**
   * Opens a file.
   *
   * @throws java.io.FileNotFoundException if there is none
   */
  InputStream read(String path) throws IOException;

  /** The bytes of a file; throws as {@link #read} does. */
  byte[] content(String path) throws IOException;

  /** Opens a file for writing; it exists, emptied unless appended to, when this returns. */
  OutputStream write(String path, boolean append) throws IOException;

  /** Makes a directory; says false if something is there already or its parent isn't. */
  boolean makeDirectory(String path);

  /** Removes a file or a link; says false if there is none. */
  boolean remove(String path);

  /** Removes a directory and all below it; says false if there is none. */
  boolean removeTree(String path);
}
