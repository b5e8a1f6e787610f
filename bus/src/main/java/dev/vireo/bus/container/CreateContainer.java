package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import dev.vireo.bus.schema.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes containers, one or many, on the hosts with most room. Their ids are on no other host.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=pve}
 * @param template the template, by the name of its file, with its suffix or without
 * @param count how many; absent: one
 * @param names their host names: {@code {n}} stands for 1, 2, ... and {@code {n:3}} for 001, 002,
 *     ...
 * @param addresses the pool their addresses are taken from, as {@code 10.20.0.10-10.20.0.99},
 *     {@code 10.20.0.0/24} or several of both with commas; absent: they get none
 * @param prefix length of the network prefix; absent: that of a pool that is one network, else 24
 * @param gateway their gateway; absent: as the host has it
 * @param nameservers its name servers
 * @param searchDomain its search domain
 * @param resources what each may use
 * @param firstId the least id; absent: 101
 * @param start start each and see that its network is up
 * @param keepHalfMade leave what could not be made to its end for a look; absent: it is removed
 */
public record CreateContainer(
    String select,
    String template,
    @Range(min = 1, max = 10_000) @Nullable Integer count,
    String names,
    @Nullable String addresses,
    @Range(min = 1, max = 128) @Nullable Integer prefix,
    @Nullable String gateway,
    List<String> nameservers,
    @Nullable String searchDomain,
    @Nullable ContainerResources resources,
    @Range(min = 101, max = 999_999_999) @Nullable Integer firstId,
    boolean start,
    boolean keepHalfMade)
    implements Command {
  public CreateContainer {
    nameservers = Absent.orEmpty(nameservers);
  }

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
