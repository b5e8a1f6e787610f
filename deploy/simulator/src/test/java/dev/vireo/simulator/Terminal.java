package dev.vireo.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/** Somebody who types at a terminal. */
final class Terminal {
  private Terminal() {}

  /** Types the keys and gives back what the screen showed, until the shell ends. */
  static String type(ClientSession session, String keys) throws IOException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    try (ChannelShell channel = session.createShellChannel()) {
      channel.setPtyType("xterm");
      channel.setIn(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)));
      channel.setOut(screen);
      channel.setErr(screen);
      channel.open().verify(Shell.BOUND);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Shell.BOUND);
    }
    return screen.toString(StandardCharsets.UTF_8);
  }
}
