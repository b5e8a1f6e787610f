package dev.vireo.simulator.vm;

import dev.vireo.simulator.disk.Room;
import dev.vireo.simulator.shell.BrokenPipe;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code vmkfstools}, and what BusyBox has for files of a datastore: dd, mv, df. */
final class DiskTools {
  private static final int MEBI = 1 << 20;
  private static final String VOLUME =
      "5f0c1a2e-0b6c8a10-7d1e-005056b41234/5f0c1a2d-f2c1b8c4-9a3f-005056b41234/1:";
  private static final int PIECE = 1 << 16;

  private final EsxFiles files;

  DiskTools(EsxFiles files) {
    this.files = files;
  }

  private static String path(Call call, String operand) {
    return VirtualFiles.resolve(call.directory(), operand);
  }

  /** {@code vmkfstools -c SIZE [-d FORMAT] PATH}, {@code vmkfstools -t0 PATH}. */
  int vmkfstools(Call call) throws IOException {
    String size = "";
    String map = "";
    String path = "";
    List<String> words = call.arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "-c", "--createvirtualdisk" -> size = ++i < words.size() ? words.get(i) : "";
        case "-d", "--diskformat", "-a", "--adaptertype" -> i++;
        case "-t0" -> map = word;
        default -> path = path(call, word);
      }
    }
    try {
      if (!map.isEmpty() && !path.isEmpty()) {
        map(call, path);
        return 0;
      }
      if (size.matches("[1-9][0-9]{0,14}[kKmMgG]?") && path.endsWith(".vmdk")) {
        create(call, path, size);
        return 0;
      }
    } catch (FileNotFoundException e) {
      call.complain("Failed to open '" + path + "': " + e.getMessage());
      return 255;
    } catch (BrokenPipe e) {
      throw e;
    } catch (IOException e) {
      call.complain("Failed to open '" + path + "': " + e.getMessage());
      return 255;
    }
    call.complain("Option is not understood");
    return 255;
  }

  private void create(Call call, String path, String size) throws IOException {
    if (files.isFile(path)) {
      throw new IOException("The file already exists (39)");
    }
    if (!files.isDirectory(path.substring(0, path.lastIndexOf('/')))) {
      throw new FileNotFoundException("The system cannot find the file specified (25)");
    }
    long number = Long.parseLong(size.replaceFirst("[a-zA-Z]$", ""));
    int shift = "kmg".indexOf(Character.toLowerCase(size.charAt(size.length() - 1))) + 1;
    VirtualDisk.make(files, path, number << 10 * shift);
    call.println("Create: 100% done.");
  }

  /** VMFS gives room by the mebibyte: one in which nothing was ever written has none. */
  private void map(Call call, String path) throws IOException {
    VirtualDisk.Description disk = VirtualDisk.read(files, path);
    long size = files.size(disk.data());
    call.println("Mapping for file " + path + " (" + size + " bytes in size):");
    try (InputStream in = files.read(disk.data())) {
      byte[] block = new byte[MEBI];
      long from = 0;
      boolean data = false;
      for (long at = 0; at < size; at += MEBI) {
        int n = in.readNBytes(block, 0, MEBI);
        boolean there = false;
        for (int i = 0; i < n && !there; i++) {
          there = block[i] != 0;
        }
        if (at > 0 && there != data) {
          extent(call, from, at - from, data);
          from = at;
        }
        data = there;
      }
      extent(call, from, size - from, data);
    }
  }

  private static void extent(Call call, long from, long length, boolean data) throws IOException {
    if (length > 0) {
      call.println(
          "[%12d: %12d] --> [%s(%14d --> %14d)]"
              .formatted(
                  from,
                  length,
                  data ? "VMFS -- LVID:" + VOLUME : "NOMP -- :",
                  data ? from + (1L << 32) : 0,
                  data ? from + (1L << 32) + length : length));
    }
  }

  /** {@code dd [if=] [of=] [bs=] [skip=] [seek=] [count=] [conv=notrunc]}. */
  int dd(Call call) throws IOException {
    String in = "";
    String out = "";
    long block = 512;
    long skip = 0;
    long seek = 0;
    long count = Long.MAX_VALUE;
    boolean keep = false;
    for (String word : call.arguments()) {
      int equals = word.indexOf('=');
      String value = word.substring(equals + 1);
      switch (equals < 0 ? "" : word.substring(0, equals)) {
        case "if" -> in = path(call, value);
        case "of" -> out = path(call, value);
        case "bs" -> block = Long.parseLong(value);
        case "skip" -> skip = Long.parseLong(value);
        case "seek" -> seek = Long.parseLong(value);
        case "count" -> count = Long.parseLong(value);
        case "conv" -> keep = value.equals("notrunc");
        default -> {
          call.complain("invalid argument '" + word + "'");
          return 1;
        }
      }
    }
    String shown = in;
    try (InputStream from = in.isEmpty() ? call.in() : files.read(in)) {
      from.skipNBytes(skip * block);
      long most = count == Long.MAX_VALUE ? count : count * block;
      shown = out;
      long moved =
          out.isEmpty()
              ? copy(call, from, most, call.out())
              : into(call, from, most, out, seek * block, keep);
      call.err()
          .write(
              "%d+%d records in\n%d+%d records out\n"
                  .formatted(
                      moved / block,
                      moved % block == 0 ? 0 : 1,
                      moved / block,
                      moved % block == 0 ? 0 : 1)
                  .getBytes(StandardCharsets.US_ASCII));
      return 0;
    } catch (BrokenPipe e) {
      throw e;
    } catch (IOException e) {
      call.complain("can't open '" + shown + "': " + e.getMessage());
      return 1;
    }
  }

  private long into(Call call, InputStream from, long most, String path, long at, boolean keep)
      throws IOException {
    if (!keep || !files.isFile(path)) {
      files.write(path, false).close();
    } else {
      files.write(path, true).close();
    }
    try (RandomAccessFile file = new RandomAccessFile(files.real(path).toFile(), "rw")) {
      file.seek(at);
      return copy(
          call,
          from,
          most,
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              file.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              if (files.room().left() < length) {
                throw new IOException(Room.FULL);
              }
              file.write(bytes, offset, length);
            }
          });
    }
  }

  private static long copy(Call call, InputStream from, long most, OutputStream to)
      throws IOException {
    byte[] piece = new byte[PIECE];
    long moved = 0;
    while (moved < most) {
      call.session().check();
      int n = from.read(piece, 0, (int) Math.min(PIECE, most - moved));
      if (n < 0) {
        break;
      }
      to.write(piece, 0, n);
      moved += n;
    }
    return moved;
  }

  int mv(Call call) throws IOException {
    List<String> words = call.arguments().stream().filter(word -> !word.startsWith("-")).toList();
    if (words.size() != 2) {
      call.complain("two names are wanted");
      return 1;
    }
    String from = path(call, words.getFirst());
    String to = path(call, words.getLast());
    try {
      Files.move(files.real(from), files.real(to), StandardCopyOption.REPLACE_EXISTING);
      return 0;
    } catch (IOException e) {
      call.complain("can't rename '" + words.getFirst() + "': No such file or directory");
      return 1;
    }
  }

  /** In bytes, as ESXi has it. */
  int df(Call call) throws IOException {
    long size = files.room().size();
    long left = Math.min(size, files.room().left());
    call.println("Filesystem          Bytes          Used     Available Use% Mounted on");
    call.println(
        "VMFS-5     %14d %13d %13d %3d%% %s/%s"
            .formatted(
                size,
                size - left,
                left,
                (size - left) * 100 / size,
                EsxFiles.VOLUMES,
                EsxFiles.LABEL));
    return 0;
  }
}
