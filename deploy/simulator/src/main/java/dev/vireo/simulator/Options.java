package dev.vireo.simulator;

import dev.vireo.simulator.appliance.LoginFault;
import dev.vireo.simulator.estate.Composition;
import dev.vireo.simulator.estate.Composition.Profile;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.host.Delay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a data centre is made of and where it keeps things.
 *
 * @param bind the address that hosts listen on
 * @param portBase the first host's port; 0 for free ones, the same at restart where a state is kept
 * @param passwordFile holds the password; made, readable by its owner only, if there is none; null
 *     for one inside the state folder, or in the temporary folder without a state
 * @param authorizedKeys public keys that are accepted too; null for none
 * @param state folder of what survives a restart; null for nothing
 * @param log file of JSON lines, one for each call of esxcli; null for none
 * @param keepLog whether {@link DataCentre#log()} has the calls
 * @param controlPort of the HTTP control endpoint; 0 for a free one, negative for none
 * @param vcenterPort of the vCenter endpoint; 0 for a free one, negative for none
 * @param containers the hosts of containers beside the ESX hosts
 * @param appliance what is wrong with the logins of the backup appliance on the first host of
 *     containers; null for no appliance
 */
public record Options(
    int hosts,
    Composition composition,
    String bind,
    int portBase,
    String user,
    @Nullable Path passwordFile,
    @Nullable Path authorizedKeys,
    boolean legacyCrypto,
    @Nullable Path state,
    @Nullable Path log,
    boolean keepLog,
    Delay delay,
    List<Fault> faults,
    int controlPort,
    int vcenterPort,
    ContainerOptions containers,
    @Nullable LoginFault appliance) {

  public Options {
    faults = List.copyOf(faults);
    int least = containers.all() > 0 ? 0 : 1;
    if (hosts < least || hosts > 2000) {
      throw new IllegalArgumentException("hosts: " + least + " to 2000, not " + hosts);
    }
    if (composition.luns() < 0 || composition.luns() > 1024) {
      throw new IllegalArgumentException("luns: 0 to 1024, not " + composition.luns());
    }
    if (composition.paths() < 1 || composition.paths() > 16) {
      throw new IllegalArgumentException("paths: 1 to 16, not " + composition.paths());
    }
    if (appliance != null && containers.all() == 0) {
      throw new IllegalArgumentException(
          "appliance: it stands on a host of containers, so there must be one, such as pve8=2");
    }
  }

  /** A few hosts with all kinds of arrays, on free ports, kept nowhere; for tests. */
  public static Options defaults() {
    return new Options(
        5,
        new Composition(Profile.STORY, 8, 8),
        "127.0.0.1",
        0,
        "root",
        null,
        null,
        false,
        null,
        null,
        true,
        Delay.NONE,
        List.of(),
        -1,
        -1,
        ContainerOptions.NONE,
        null);
  }

  public Options withHosts(int count) {
    return new Options(
        count,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  public Options withComposition(Profile profile, int luns, int paths) {
    return new Options(
        hosts,
        new Composition(profile, luns, paths),
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  public Options withState(Path folder) {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        folder,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  public Options withLog(Path file) {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        file,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  public Options withDelay(Delay slowness) {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        slowness,
        faults,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  public Options withFault(Fault fault) {
    List<Fault> more = new ArrayList<>(faults);
    more.add(fault);
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        more,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  public Options withAuthorizedKeys(Path file) {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        file,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  /** ESX 4.1 and ESXi 5.5 hosts offer the algorithms of their time and nothing newer. */
  public Options withLegacyCrypto() {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        true,
        state,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        containers,
        appliance);
  }

  /** The control endpoint on a free port. */
  public Options withControl() {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        faults,
        0,
        vcenterPort,
        containers,
        appliance);
  }

  /** The vCenter endpoint on a free port. */
  public Options withVcenter() {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        0,
        containers,
        appliance);
  }

  /** With these hosts of containers. */
  public Options withContainers(ContainerOptions others) {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        others,
        appliance);
  }

  /** With the backup appliance. */
  public Options withAppliance(LoginFault fault) {
    return new Options(
        hosts,
        composition,
        bind,
        portBase,
        user,
        passwordFile,
        authorizedKeys,
        legacyCrypto,
        state,
        log,
        keepLog,
        delay,
        faults,
        controlPort,
        vcenterPort,
        containers,
        fault);
  }
}
