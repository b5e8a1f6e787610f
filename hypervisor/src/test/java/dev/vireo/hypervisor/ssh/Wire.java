package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A stretch of network that can go dead: frozen, it takes bytes and delivers none. */
final class Wire implements AutoCloseable {
  private final ServerSocket entry;
  private final HostAddress exit;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch thaw = new CountDownLatch(1);
  private volatile boolean frozen;

  private Wire(ServerSocket entry, HostAddress exit) {
    this.entry = entry;
    this.exit = exit;
  }

  static Wire to(HostAddress exit) throws IOException {
    Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), exit);
    Thread.ofVirtual().start(wire::accept);
    return wire;
  }

  HostAddress address() {
    return new HostAddress("127.0.0.1", entry.getLocalPort());
  }

  void freeze() {
    frozen = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = entry.accept();
        Socket far = new Socket(exit.host(), exit.port());
        sockets.add(near);
        sockets.add(far);
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      int count = from.getInputStream().read(buffer);
      while (count >= 0) {
        if (frozen) {
          thaw.await();
        }
        to.getOutputStream().write(buffer, 0, count);
        count = from.getInputStream().read(buffer);
      }
      to.close();
    } catch (IOException | InterruptedException ended) {
      // One side closed; the other follows when the wire is closed.
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    thaw.countDown();
  }
}
