package dev.vireo.hypervisor.script;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/**
 * Finds marker lines in one stream of bytes, however it is cut into pieces.
 *
 * <p>Invariant: the bytes given to {@link Sink#data}, with the accepted marker lines put back where
 * they stood, are the bytes fed, less what is held: a beginning of a marker that may yet complete.
 * The mark begins with its only newline, so after a mismatch a search can only start anew at the
 * byte that did not match.
 */
final class FrameReader {

  /** Longest text after the mark: {@code end}, an id of 200, an exit status. */
  private static final int LONGEST_LINE = 220;

  /** Where the pieces go. */
  interface Sink {
    void data(byte[] bytes, int from, int count) throws OutputLimitException;

    /** Takes the text after a mark; false where no such marker is due, then it is data. */
    boolean marker(String text) throws OutputLimitException;
  }

  private final byte[] mark;
  private final Sink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int matched;

  FrameReader(Nonce nonce, Sink sink) {
    this.mark = nonce.mark().getBytes(US_ASCII);
    this.sink = sink;
  }

  void feed(byte[] bytes, int from, int count) throws OutputLimitException {
    int end = from + count;
    int at = from;
    while (at < end) {
      if (matched == mark.length) {
        at = readLine(bytes, at, end);
      } else if (matched > 0) {
        at = readMark(bytes, at, end);
      } else {
        int beginning = indexOfBeginning(bytes, at, end);
        if (beginning > at) {
          sink.data(bytes, at, beginning - at);
        }
        if (beginning < end) {
          matched = 1;
        }
        at = beginning + 1;
      }
    }
  }

  /** The stream is over: what was held as a possible marker is data after all. */
  void finish() throws OutputLimitException {
    giveHeldAsData();
  }

  private int readMark(byte[] bytes, int at, int end) throws OutputLimitException {
    while (at < end && matched < mark.length) {
      if (bytes[at] != mark[matched]) {
        giveHeldAsData();
        return at;
      }
      matched++;
      at++;
    }
    return at;
  }

  private int readLine(byte[] bytes, int at, int end) throws OutputLimitException {
    while (at < end) {
      if (bytes[at] == '\n') {
        if (sink.marker(line.toString(US_ASCII))) {
          matched = 0;
          line.reset();
          return at + 1;
        }
        giveHeldAsData();
        return at;
      }
      if (line.size() == LONGEST_LINE) {
        giveHeldAsData();
        return at;
      }
      line.write(bytes[at]);
      at++;
    }
    return at;
  }

  private void giveHeldAsData() throws OutputLimitException {
    if (matched > 0) {
      sink.data(mark, 0, matched);
      sink.data(line.toByteArray(), 0, line.size());
    }
    matched = 0;
    line.reset();
  }

  /**
   * Where a mark may begin: at a newline that the mark's second byte follows, as far as that can be
   * seen. Most newlines are plain text, which is handed on in one piece.
   */
  private int indexOfBeginning(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && (bytes[at] != mark[0] || (at + 1 < end && bytes[at + 1] != mark[1]))) {
      at++;
    }
    return at;
  }
}
