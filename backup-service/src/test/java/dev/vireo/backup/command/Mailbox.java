package dev.vireo.backup.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The mailbox of whom mails go to, read as a mail program does, by POP3. */
final class Mailbox {

  static final String ADDRESS = "ops@example.org";
  static final String PASSWORD = "ops";

  private Mailbox() {}

  /** All mails in it. */
  static List<String> read(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        Writer out = new OutputStreamWriter(socket.getOutputStream(), UTF_8)) {
      answer(in);
      said(out, in, "USER " + ADDRESS);
      said(out, in, "PASS " + PASSWORD);
      int count = Integer.parseInt(said(out, in, "STAT").split(" ")[1]);
      List<String> mails = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        said(out, in, "RETR " + i);
        mails.add(untilDot(in));
      }
      said(out, in, "QUIT");
      return mails;
    }
  }

  private static String said(Writer out, BufferedReader in, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
    return answer(in);
  }

  private static String answer(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null || !line.startsWith("+OK")) {
      throw new IOException("the mailbox says: " + line);
    }
    return line;
  }

  /** Lines that were broken for transport are put together again. */
  private static String untilDot(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      if (line.endsWith("=")) {
        mail.append(line, 0, line.length() - 1);
      } else {
        mail.append(line).append('\n');
      }
    }
    return mail.toString();
  }
}
