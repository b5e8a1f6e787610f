package dev.vireo.ramcloud.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands before a master, and loses its answer to one command when it is told to. */
final class DeafProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int master;

  /** The word of the command whose answer is lost; empty: none is. */
  private String losing = "";

  DeafProxy(int master) throws IOException {
    this.master = master;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The master does the next such command, and its client never hears of it. */
  synchronized void loseAnswerTo(String word) {
    losing = word;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), master);
        AtomicBoolean mute = new AtomicBoolean();
        Thread.ofVirtual().start(() -> there(client, server, mute));
        Thread.ofVirtual().start(() -> back(server, client, mute));
      } catch (IOException e) {
        // it was closed, or the master is gone: the client sees its connection end
      }
    }
  }

  private void there(Socket from, Socket to, AtomicBoolean mute) {
    byte[] bytes = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (isToBeLost(new String(bytes, 0, n, StandardCharsets.ISO_8859_1))) {
          mute.set(true);
        }
        to.getOutputStream().write(bytes, 0, n);
      }
    } catch (IOException e) {
      // one end is gone, so the other goes
    }
  }

  private synchronized boolean isToBeLost(String command) {
    boolean lost =
        !losing.isEmpty() && command.toUpperCase(Locale.ROOT).contains("\r\n" + losing + "\r\n");
    losing = lost ? "" : losing;
    return lost;
  }

  private static void back(Socket from, Socket to, AtomicBoolean mute) {
    byte[] bytes = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (mute.get()) {
          return;
        }
        to.getOutputStream().write(bytes, 0, n);
      }
    } catch (IOException e) {
      // one end is gone, so the other goes
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
