package dev.vireo.simulator;

import dev.vireo.simulator.appliance.Appliance;
import dev.vireo.simulator.appliance.LoginFault;
import dev.vireo.simulator.container.Lan;
import dev.vireo.simulator.store.PasswordFile;
import dev.vireo.simulator.web.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The story's backup appliance, on the first host of containers, reached over the hosts' LAN. */
final class StoryAppliance implements AutoCloseable {

  private static final String NAME = "vdr.vireo.example";
  private static final String USER = "LAB\\backup";
  private static final int PORT = 443;

  private final Appliance appliance;
  private final ApplianceHandle handle;

  /**
   * Starts it.
   *
   * @param kept where its certificate is kept; null for one that lasts as long as the process
   */
  StoryAppliance(
      LoginFault fault,
      ContainerHandle host,
      Lan lan,
      InetAddress bind,
      Path passwordFile,
      @Nullable Path kept)
      throws IOException {
    Certificate certificate = Certificate.at(kept, bind, NAME);
    this.appliance =
        new Appliance(
            bind,
            certificate,
            USER,
            PasswordFile.read(passwordFile),
            new Appliance.Manner(fault, false, Duration.ZERO));
    String address = Lan.hostAddress(1);
    lan.serve(address, PORT, new InetSocketAddress(bind, appliance.port()));
    lan.call(NAME, address);
    this.handle =
        new ApplianceHandle(
            NAME,
            address,
            host.name(),
            "https://" + bind.getHostAddress() + ":" + appliance.port() + "/",
            USER,
            passwordFile.toAbsolutePath().toString(),
            certificate.fingerprint());
  }

  ApplianceHandle handle() {
    return handle;
  }

  int attempts() {
    return appliance.attempts();
  }

  @Override
  public void close() throws IOException {
    appliance.close();
  }
}
