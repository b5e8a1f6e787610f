package dev.vireo.container.tool;

import dev.vireo.bus.container.TemplateRule;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import dev.vireo.hypervisor.HostAddress;
import dev.vireo.hypervisor.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a kind of host is told over SSH, and how it is understood. It makes steps and reads answers;
 * it does nothing itself.
 *
 * <p>What is empty where an action is asked for, the host cannot do: then the reason is in {@link
 * #cannot}.
 */
public sealed interface ContainerTool permits Vzctl, Prlctl, Lxc, Pct {

  /** What the host is, such as {@code OpenVZ 4.11.1}. */
  String product();

  /** Which names of templates it offers. */
  TemplateRule templateRule();

  /** What a running container shows in the answer to step {@code status} of {@link #look}. */
  Pattern runningWord();

  /** The folder that its templates lie in. */
  String templateFolder();

  /** The folder of its distribution configurations, where it has such. */
  Optional<String> distributionFolder();

  /** Steps that list containers. */
  List<Step> listing();

  /** Steps that read what is free. */
  List<Step> room();

  /** Steps that read containers and what is free. */
  default List<Step> survey() {
    return Stream.concat(listing().stream(), room().stream()).toList();
  }

  /** What the answers to {@link #survey} say; to {@link #listing}, all but what is free. */
  HostReading reading(Answers answers, Instant readAt);

  /** Whether the listing of containers could be had at all; why not, if not. */
  Optional<String> unread(Answers answers);

  /** Steps that list the templates it offers; none: those in its folder are all. */
  default List<Step> listTemplates() {
    return List.of();
  }

  /**
   * Names of its templates where they are packages and no files.
   *
   * @param answers to {@link #listTemplates}
   * @return empty where they are the files of {@link #templateFolder}
   */
  default Optional<List<String>> packages(Answers answers) {
    return Optional.empty();
  }

  /** Why a template of this file name, with or without suffix, is none of those it offers. */
  default Optional<String> lacks(Answers answers, String template) {
    return Optional.empty();
  }

  /** Steps that read what {@link #create} goes by; none: it needs nothing. */
  default List<Step> beforeCreate() {
    return List.of();
  }

  /** Steps that make a container; each only after those before succeeded. */
  List<Step> create(Creation creation, Answers before);

  /** Steps that start a container. */
  List<Step> start(ContainerId id);

  /** Steps that stop a container. */
  List<Step> stop(ContainerId id, boolean kill);

  /** Steps that read what {@link #set} goes by; none: it needs nothing. */
  List<Step> beforeSet(ContainerId id);

  /** Steps that change settings of a container. */
  List<Step> set(ContainerId id, Settings settings, Answers before);

  /** Steps that destroy a container that does not run. */
  List<Step> destroy(ContainerId id);

  /** Steps that take away what is left of a container whose making has failed. */
  default List<Step> discard(ContainerId id) {
    return destroy(id);
  }

  /** Steps that take a snapshot; none where the host cannot. */
  List<Step> snapshot(ContainerId id, String name);

  /**
   * Steps that copy a container that does not run, to a new one without an address.
   *
   * @param before answers to {@link #beforeSet} of the one that is copied
   */
  List<Step> copy(ContainerId from, ContainerId to, HostName hostname, Answers before);

  /** Steps that ask a host of a cluster who it is there; none: hosts of this kind have none. */
  default List<Step> askMember() {
    return List.of();
  }

  /** Who it is, by the answers to {@link #askMember}. */
  default Optional<ClusterMember> member(Answers answers) {
    return Optional.empty();
  }

  /**
   * Steps that move a container to another host; none where the host cannot.
   *
   * @param to where that is registered
   * @param node its name in the cluster of both, where they are of one
   */
  List<Step> migrate(ContainerId id, HostAddress to, Optional<String> node, boolean online);

  /** Why an action for which there are no steps cannot be done. */
  String cannot();

  /**
   * Steps that ask a container that was started for the truth about itself, with the ids that
   * {@link dev.vireo.container.check.StartChecks} reads.
   */
  List<Step> look(ContainerId id);

  /**
   * The name servers that the host's own configuration gives the container, by the answers to
   * {@link #look}; none where it gives none, or does not tell.
   */
  default List<Ipv4> nameservers(Answers answers) {
    return List.of();
  }

  /**
   * A step before those of {@link #look} that ends when the container has these addresses, or after
   * so long. It is no proof of them: {@link #look} is.
   */
  Step awaitAddresses(ContainerId id, List<Address> addresses, Duration atMost);

  /** A step that asks a container's gateway for an answer. */
  Step ping(ContainerId id, Ipv4 gateway);

  /** A step by which the host asks the container. */
  default Step pingFromHost(Address address) {
    return Step.of("ping", "ping", "-c", "1", "-w", "2", address.ip().toString());
  }

  /** Steps by which one sees what holds a container's lock. */
  List<Step> lock(ContainerId id);
}
