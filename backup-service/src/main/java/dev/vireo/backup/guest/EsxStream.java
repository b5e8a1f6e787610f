package dev.vireo.backup.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vireo.backup.tar.MalformedTar;
import dev.vireo.backup.tar.Passing;
import dev.vireo.backup.tar.TarWriter;
import dev.vireo.backup.tar.TarWriter.Stretch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@link EsxScripts#READ} prints, made a tar archive as it passes by: the shell of an ESX host
 * can count bytes, and cannot write an archive with holes. A line tells what comes, then it comes:
 *
 * <pre>
 * file BYTES NAME
 * disk BYTES STRETCHES NAME    then a line for each stretch: its first mebibyte, and how many
 * end
 * </pre>
 */
final class EsxStream implements Passing {

  /** Stretches begin at whole mebibytes, and only the last one of a disk may end elsewhere. */
  static final long UNIT = 1L << 20;

  private static final int LONGEST_LINE = 4096;
  private static final int MOST_STRETCHES = 1 << 22;
  private static final Pattern FILE = Pattern.compile("file ([0-9]{1,18}) (.+)");
  private static final Pattern DISK = Pattern.compile("disk ([0-9]{1,18}) ([0-9]{1,7}) (.+)");
  private static final Pattern STRETCH = Pattern.compile("([0-9]{1,12}) ([0-9]{1,12})");

  private final Passing to;
  private final TarWriter tar;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private String disk = "";
  private long size;
  private int awaited;
  private List<Stretch> stretches = new ArrayList<>();
  private boolean inFile;
  private long left;
  private boolean ended;

  /** Hands the archive on to {@code to}. */
  EsxStream(Passing to) {
    this.to = to;
    this.tar = new TarWriter(to);
  }

  @Override
  public void accept(byte[] bytes, int from, int length) throws IOException {
    int i = from;
    int end = from + length;
    while (i < end) {
      if (ended) {
        throw new MalformedTar("something follows the end");
      }
      if (inFile) {
        int taken = (int) Math.min(left, end - i);
        tar.data(bytes, i, taken);
        left -= taken;
        i += taken;
        endOfFile();
      } else if (bytes[i++] != '\n') {
        line.write(bytes[i - 1]);
        if (line.size() > LONGEST_LINE) {
          throw new MalformedTar("no line where one should be");
        }
      } else {
        String text = line.toString(UTF_8);
        line.reset();
        take(text);
      }
    }
  }

  private void take(String text) throws IOException {
    if (awaited > 0) {
      takeStretch(text);
      return;
    }
    Matcher file = FILE.matcher(text);
    Matcher asDisk = DISK.matcher(text);
    if (file.matches()) {
      size = Long.parseLong(file.group(1));
      tar.file(file.group(2), size);
      content(size);
    } else if (asDisk.matches()) {
      size = Long.parseLong(asDisk.group(1));
      awaited = Integer.parseInt(asDisk.group(2));
      disk = asDisk.group(3);
      stretches = new ArrayList<>();
      if (awaited > MOST_STRETCHES) {
        throw new MalformedTar(disk + " is said to have " + awaited + " stretches of data");
      }
      if (awaited == 0) {
        diskFollows();
      }
    } else if (text.equals("end")) {
      tar.end();
      ended = true;
    } else {
      throw new MalformedTar("a line that says nothing: " + shown(text));
    }
  }

  private void takeStretch(String text) throws IOException {
    Matcher stretch = STRETCH.matcher(text);
    if (!stretch.matches()) {
      throw new MalformedTar("no stretch of " + disk + ": " + shown(text));
    }
    long from = Long.parseLong(stretch.group(1)) * UNIT;
    long length = Math.min(Long.parseLong(stretch.group(2)) * UNIT, size - from);
    long before =
        stretches.isEmpty() ? 0 : stretches.getLast().from() + stretches.getLast().length();
    if (from < before || length < 1) {
      throw new MalformedTar("stretches of " + disk + " that overlap or lie outside: " + text);
    }
    stretches.add(new Stretch(from, length));
    awaited--;
    if (awaited == 0) {
      diskFollows();
    }
  }

  private void diskFollows() throws IOException {
    tar.file(disk, size, stretches);
    content(stretches.stream().mapToLong(Stretch::length).sum());
  }

  private void content(long bytes) throws IOException {
    inFile = true;
    left = bytes;
    endOfFile();
  }

  private void endOfFile() throws IOException {
    if (left == 0) {
      inFile = false;
      tar.endOfFile();
    }
  }

  private static String shown(String text) {
    return "'" + text.replaceAll("[^ -~]", "?").substring(0, Math.min(80, text.length())) + "'";
  }

  @Override
  public void finish() throws IOException {
    if (!ended) {
      throw new MalformedTar("it was cut short");
    }
    to.finish();
  }
}
