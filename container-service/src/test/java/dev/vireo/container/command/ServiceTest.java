package dev.vireo.container.command;

import dev.vireo.bus.Domain;
import dev.vireo.bus.Event;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.container.Pace;
import dev.vireo.testing.BusTest;
import dev.vireo.testing.Conversation;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What tests of the running service share: a bus to talk on, and hosts. */
abstract class ServiceTest extends BusTest {

  static final String SABAYON = "Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz";
  static final String SABAYON_RENAMED = "sabayon-5-SpinBase_5.4-1_i386.tar.gz";
  static final String DEBIAN = "debian-5.0-wordpress_2.9-1_i386.tar.gz";

  private @Nullable Lab lab;

  ServiceTest() {
    super(Domain.CONTAINER);
  }

  @AfterEach
  void leave() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  /** Hosts of Proxmox VE 1.7. */
  Lab openvz(int hosts) throws IOException {
    return lab(ContainerOptions.openvz(hosts), Lab.Access.SSH);
  }

  /** Hosts of OpenVZ 7. */
  Lab openvz7(int hosts) throws IOException {
    return lab(ContainerOptions.openvz7(hosts), Lab.Access.SSH);
  }

  /** Two hosts of Proxmox VE 8 in one cluster. */
  Lab clusterOfPve8(Lab.Access access) throws IOException {
    return lab(ContainerOptions.cluster(2), access);
  }

  /** One host of Proxmox VE 8. */
  Lab pve8(Lab.Access access) throws IOException {
    return lab(new ContainerOptions(0, 0, 1, Pace.NONE), access);
  }

  /** One host of Proxmox VE 8 whose work takes long enough to be cut short. */
  Lab slowPve8(Lab.Access access) throws IOException {
    return lab(new ContainerOptions(0, 0, 1, Pace.of(600)), access);
  }

  /** Two hosts of Proxmox VE 8, each of no cluster. */
  Lab twoOfPve8() throws IOException {
    return lab(new ContainerOptions(0, 0, 2, Pace.NONE), Lab.Access.SSH);
  }

  /** One host of Proxmox VE 3.4. */
  Lab pve3(Lab.Access access) throws IOException {
    return lab(new ContainerOptions(0, 1, 0, Pace.NONE), access);
  }

  private Lab lab(ContainerOptions hosts, Lab.Access access) throws IOException {
    Lab made = Lab.start(hosts, access, bus(), credentials(), knownHosts());
    lab = made;
    return made;
  }

  /** Containers of a lab. */
  static CreateContainer create(Lab lab, String template, int count, String pool, boolean start) {
    return new CreateContainer(
        lab.select(),
        template,
        count,
        count == 1 ? "web" : "web-{n:2}",
        pool,
        null,
        null,
        List.of("10.0.0.53"),
        null,
        null,
        null,
        start,
        false);
  }

  /** The one event of a type in a command's chain. */
  <E extends Event> E one(Class<E> type, String correlation) throws InterruptedException {
    Conversation.until("a " + type.getSimpleName(), () -> !bus().told(type, correlation).isEmpty());
    return bus().told(type, correlation).getFirst();
  }
}
