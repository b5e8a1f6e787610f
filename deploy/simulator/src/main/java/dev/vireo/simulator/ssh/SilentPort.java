package dev.vireo.simulator.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A port that takes connections and never says a word. */
final class SilentPort implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket();
  private final Thread acceptor;
  private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();

  SilentPort(InetSocketAddress place) throws IOException {
    listener.setReuseAddress(true);
    try {
      listener.bind(place);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    acceptor = Thread.ofVirtual().name("silent-" + place.getPort()).start(this::take);
  }

  private void take() {
    while (!listener.isClosed()) {
      try {
        taken.add(listener.accept());
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      // The port is free once nobody waits in accept any more.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : taken) {
      socket.close();
    }
  }
}
