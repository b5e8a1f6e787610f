package dev.vireo.simulator.shell;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Opens what the redirections of one command name, and closes it again. */
final class Redirections {
  private final Interpreter shell;
  private final List<Closeable> opened = new ArrayList<>();

  Redirections(Interpreter shell) {
    this.shell = shell;
  }

  /**
   * The shell's files with the redirections in force, from left to right.
   *
   * @throws Signals.Failure if one can't be opened
   */
  Descriptors apply(List<Node.Redirect> redirects) {
    Descriptors files = shell.files();
    for (Node.Redirect redirect : redirects) {
      files = apply(redirect, files);
    }
    return files;
  }

  private Descriptors apply(Node.Redirect redirect, Descriptors files) {
    String target = shell.expander().text(redirect.target().word());
    return switch (redirect.kind()) {
      case READ -> files.with(redirect.fd(), new Descriptors.Open(read(target), null));
      case WRITE -> files.with(redirect.fd(), write(target, false, files));
      case APPEND -> files.with(redirect.fd(), write(target, true, files));
      case BOTH -> {
        Descriptors.Open file = write(target, false, files);
        yield files.with(1, file).with(2, file);
      }
      case HERE_DOCUMENT ->
          files.with(
              redirect.fd(),
              new Descriptors.Open(
                  new ByteArrayInputStream(target.getBytes(StandardCharsets.ISO_8859_1)), null));
      case DUPLICATE -> duplicate(redirect.fd(), target, files);
    };
  }

  private static Descriptors duplicate(int fd, String target, Descriptors files) {
    if (target.equals("-")) {
      return files.without(fd);
    }
    if (!target.matches("[0-9]{1,3}")) {
      throw new Signals.Failure(2, "bad fd number: " + target);
    }
    Descriptors.Open source = files.open().get(Integer.parseInt(target));
    if (source == null) {
      throw new Signals.Failure(1, target + ": Bad file descriptor");
    }
    return files.with(fd, source);
  }

  private InputStream read(String target) {
    try {
      InputStream in =
          target.equals("/dev/stdin") ? shell.files().in() : files().read(resolve(target));
      opened.add(in);
      return in;
    } catch (FileNotFoundException e) {
      throw new Signals.Failure(1, "can't open " + target + ": no such file");
    } catch (IOException e) {
      throw new Signals.Failure(1, "can't open " + target + ": " + e.getMessage());
    }
  }

  private Descriptors.Open write(String target, boolean append, Descriptors files) {
    switch (target) {
      case "/dev/stdout" -> {
        return new Descriptors.Open(null, files.out());
      }
      case "/dev/stderr" -> {
        return new Descriptors.Open(null, files.err());
      }
      default -> {
        try {
          OutputStream out = files().write(resolve(target), append);
          opened.add(out);
          return new Descriptors.Open(null, out);
        } catch (IOException e) {
          throw new Signals.Failure(1, "can't create " + target + ": " + e.getMessage());
        }
      }
    }
  }

  private HostFiles files() {
    return shell.session().machine().files();
  }

  private String resolve(String path) {
    return VirtualFiles.resolve(shell.directory(), path);
  }

  /** Closes what was opened; files of the host need nothing more. */
  void close() {
    for (Closeable file : opened) {
      try {
        file.close();
      } catch (IOException e) {
        shell.complain("close: " + e.getMessage());
      }
    }
  }
}
