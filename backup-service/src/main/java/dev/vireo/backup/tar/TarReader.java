package dev.vireo.backup.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tar archive as it passes by, in pieces of any size, and tells what is in it. It knows the
 * POSIX format with its extended headers, and the long names of GNU and of the old format that
 * BusyBox writes, and files with holes in GNU's format 1.0. Names are kept as the bytes that they
 * are.
 *
 * <p>Memory: one header with its extensions, of at most 1 MiB, and the map of a file with holes.
 */
public final class TarReader implements Passing {

  private static final int BLOCK = TarHeaders.BLOCK;
  private static final int LONGEST_EXTENSION = 1 << 20;
  private static final String SPARSE_NAME = "GNU.sparse.name";
  private static final Set<String> SPARSE_KEYS =
      Set.of("GNU.sparse.major", "GNU.sparse.minor", SPARSE_NAME, "GNU.sparse.realsize");

  private final TarVisitor visitor;
  private final byte[] block = new byte[BLOCK];
  private int filled;

  /** What is left of the content of the current entry or extension, and of its padding. */
  private long left;

  private int padding;
  private State state = State.HEADER;
  private @Nullable TarEntry entry;
  private @Nullable SparseContent sparse;
  private ByteArrayOutputStream headers = new ByteArrayOutputStream();

  private ByteArrayOutputStream extension = new ByteArrayOutputStream();
  private byte extensionType;
  private final Map<String, byte[]> extended = new HashMap<>();

  private enum State {
    HEADER,
    EXTENSION,
    CONTENT,
    PADDING,
    /** One block of zeros was seen; what comes next is the second, and then anything. */
    ENDING,
    ENDED
  }

  /** A reader that tells {@code visitor}. */
  public TarReader(TarVisitor visitor) {
    this.visitor = visitor;
  }

  @Override
  public void accept(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int end = from + length;
    while (at < end) {
      at +=
          switch (state) {
            case HEADER, ENDING -> header(bytes, at, end);
            case EXTENSION -> extension(bytes, at, end);
            case CONTENT -> content(bytes, at, end);
            case PADDING -> padding(at, end);
            case ENDED -> end - at;
          };
    }
  }

  @Override
  public void finish() throws MalformedTar {
    if (state != State.ENDED) {
      throw new MalformedTar("the archive was cut short");
    }
  }

  /** Whether the archive's own end was seen; what follows it is padding. */
  public boolean ended() {
    return state == State.ENDED;
  }

  private int header(byte[] bytes, int at, int end) throws IOException {
    int taken = Math.min(BLOCK - filled, end - at);
    System.arraycopy(bytes, at, block, filled, taken);
    filled += taken;
    if (filled == BLOCK) {
      filled = 0;
      takeHeader();
    }
    return taken;
  }

  private void takeHeader() throws IOException {
    boolean zeros = true;
    for (byte b : block) {
      zeros &= b == 0;
    }
    if (zeros) {
      state = state == State.ENDING ? State.ENDED : State.ENDING;
      return;
    }
    if (state == State.ENDING) {
      throw new MalformedTar("a block of zeros stands in the middle of the archive");
    }
    checkSum();
    byte type = block[156];
    headers.write(block, 0, BLOCK);
    if (type == 'x' || type == 'L' || type == 'K' || type == 'g') {
      left = number(124, 12);
      if (left < 0 || left > LONGEST_EXTENSION) {
        throw new MalformedTar("an extended header of " + left + " bytes");
      }
      padding = TarHeaders.padding(left);
      extensionType = type;
      extension = new ByteArrayOutputStream();
      state = State.EXTENSION;
      return;
    }
    begin(type);
  }

  private void checkSum() throws MalformedTar {
    long said = number(148, 8);
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
    }
    if (said != sum) {
      throw new MalformedTar("no header of an archive where one should be: its sum is wrong");
    }
  }

  private void begin(byte type) throws IOException {
    TarEntry.Type kind = TarEntry.Type.of(type);
    boolean holes = kind == TarEntry.Type.FILE && extended.containsKey(SPARSE_NAME);
    byte[] path =
        holes
            ? extended.get(SPARSE_NAME)
            : extended.containsKey("path") ? extended.get("path") : shortPath();
    byte[] target = extended.containsKey("linkpath") ? extended.get("linkpath") : text(157, 100);
    if (path == null || target == null) {
      throw new IllegalStateException("a map that holds a key and nothing under it");
    }
    // The old formats tell a folder by the '/' behind its name.
    if (kind == TarEntry.Type.FILE && path.length > 0 && path[path.length - 1] == '/') {
      kind = TarEntry.Type.FOLDER;
    }
    long stored = kind == TarEntry.Type.FILE ? extendedNumber("size", number(124, 12)) : 0;
    long size = holes ? sparseSize() : stored;
    if (size < 0 || stored < 0) {
      throw new MalformedTar("a file of " + Math.min(size, stored) + " bytes");
    }
    boolean linked = kind == TarEntry.Type.LINK || kind == TarEntry.Type.SAME_FILE;
    TarEntry next =
        new TarEntry(
            EntryPath.text(path),
            kind,
            size,
            (int) number(100, 8) & 07777,
            extendedNumber("uid", number(108, 8)),
            extendedNumber("gid", number(116, 8)),
            extendedNumber("mtime", number(136, 12)),
            !linked
                ? ""
                : kind == TarEntry.Type.SAME_FILE
                    ? EntryPath.text(target)
                    : EntryPath.escaped(target));
    entry = next;
    left = stored;
    padding = TarHeaders.padding(stored);
    sparse = holes ? new SparseContent(size) : null;
    byte[] all = holes ? TarHeaders.file(path, size) : headers.toByteArray();
    headers = new ByteArrayOutputStream();
    extended.clear();
    visitor.begin(next, all);
    state = State.CONTENT;
    if (left == 0) {
      endOfContent();
    }
  }

  private int content(byte[] bytes, int at, int end) throws IOException {
    int taken = (int) Math.min(left, end - at);
    if (sparse == null) {
      visitor.data(bytes, at, taken);
    } else {
      sparse.accept(bytes, at, taken, visitor);
    }
    left -= taken;
    if (left == 0) {
      endOfContent();
    }
    return taken;
  }

  private void endOfContent() throws IOException {
    TarEntry ended = entry;
    if (ended == null) {
      throw new IllegalStateException("content of no entry");
    }
    if (sparse != null) {
      sparse.finish(visitor);
      sparse = null;
    }
    entry = null;
    state = padding == 0 ? State.HEADER : State.PADDING;
    visitor.end(ended);
  }

  private int padding(int at, int end) {
    int taken = Math.min(padding, end - at);
    padding -= taken;
    if (padding == 0) {
      state = State.HEADER;
    }
    return taken;
  }

  private int extension(byte[] bytes, int at, int end) throws MalformedTar {
    int taken = (int) Math.min(left + padding, end - at);
    int ofContent = (int) Math.min(left, taken);
    extension.write(bytes, at, ofContent);
    headers.write(bytes, at, taken);
    left -= ofContent;
    padding -= taken - ofContent;
    if (left == 0 && padding == 0) {
      state = State.HEADER;
      takeExtension();
    }
    return taken;
  }

  private void takeExtension() throws MalformedTar {
    byte[] content = extension.toByteArray();
    switch (extensionType) {
      case 'L' -> extended.put("path", upToZero(content, 0, content.length));
      case 'K' -> extended.put("linkpath", upToZero(content, 0, content.length));
      case 'x' -> records(content);
      // One for all that follow: comments of the program, nothing that entries are told by.
      default -> headers = new ByteArrayOutputStream();
    }
  }

  /** {@code LENGTH KEY=VALUE\n}, with the length of all of it. */
  private void records(byte[] content) throws MalformedTar {
    int at = 0;
    while (at < content.length) {
      int blank = indexOf(content, ' ', at, Math.min(content.length, at + 12));
      int length = blank < 0 ? 0 : decimal(content, at, blank);
      if (length < 5 || at + length > content.length || content[at + length - 1] != '\n') {
        throw new MalformedTar("an extended header that is not as it should be");
      }
      int equals = indexOf(content, '=', blank + 1, at + length);
      if (equals < 0) {
        throw new MalformedTar("an extended header without a value");
      }
      String key = new String(content, blank + 1, equals - blank - 1, UTF_8);
      if (key.startsWith("GNU.sparse") && !SPARSE_KEYS.contains(key)) {
        throw new MalformedTar("a file with holes in a form that is not read here: " + key);
      }
      extended.put(key, Arrays.copyOfRange(content, equals + 1, at + length - 1));
      at += length;
    }
  }

  /** The size of a file with holes, whose form must be the one that is known here. */
  private long sparseSize() throws MalformedTar {
    if (extendedNumber("GNU.sparse.major", 0) != 1 || extendedNumber("GNU.sparse.minor", 0) != 0) {
      throw new MalformedTar("a file with holes in a form that is not read here");
    }
    return extendedNumber("GNU.sparse.realsize", -1);
  }

  private static int decimal(byte[] content, int from, int to) throws MalformedTar {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (content[i] < '0' || content[i] > '9' || number > LONGEST_EXTENSION) {
        throw new MalformedTar("an extended header of no length");
      }
      number = number * 10 + content[i] - '0';
    }
    return number;
  }

  private static int indexOf(byte[] content, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (content[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private byte[] shortPath() {
    byte[] name = text(0, 100);
    boolean posix = block[257] == 'u' && block[258] == 's' && block[262] == 0;
    byte[] prefix = posix ? text(345, 155) : new byte[0];
    if (prefix.length == 0) {
      return name;
    }
    byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    whole[prefix.length] = '/';
    System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
    return whole;
  }

  private byte[] text(int from, int length) {
    return upToZero(block, from, length);
  }

  private static byte[] upToZero(byte[] bytes, int from, int length) {
    int zero = indexOf(bytes, '\0', from, from + length);
    return Arrays.copyOfRange(bytes, from, zero < 0 ? from + length : zero);
  }

  private long extendedNumber(String key, long otherwise) throws MalformedTar {
    byte[] given = extended.get(key);
    if (given == null) {
      return otherwise;
    }
    String text = new String(given, UTF_8);
    int point = text.indexOf('.');
    try {
      return Long.parseLong(point < 0 ? text : text.substring(0, point));
    } catch (NumberFormatException e) {
      throw new MalformedTar("an extended header whose " + key + " is no number");
    }
  }

  /** Octal digits; or, where the first bit is set, the bytes of the number itself. */
  private long number(int from, int length) throws MalformedTar {
    if ((block[from] & 0x80) != 0) {
      long number = block[from] == (byte) 0xff ? -1 : block[from] & 0x7f;
      for (int i = from + 1; i < from + length; i++) {
        number = (number << 8) | (block[i] & 0xff);
      }
      return number;
    }
    long number = 0;
    for (int i = from; i < from + length; i++) {
      byte digit = block[i];
      if (digit >= '0' && digit <= '7') {
        number = number * 8 + digit - '0';
      } else if (digit != ' ' && digit != 0) {
        throw new MalformedTar("a header with a number that is none");
      }
    }
    return number;
  }
}
