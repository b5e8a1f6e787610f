package dev.vireo.bus.inventory;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * A host was found that may or may not be registered.
 *
 * @param address where it answers
 * @param foundBy {@code address}, {@code network} or {@code vcenter NAME}
 * @param name the name it goes by, as far as was told
 * @param banner what it said of itself, such as its SSH identification
 * @param product its product, such as {@code esx}, as far as was told
 * @param version its version, as far as was told
 * @param build its build, as far as was told
 * @param registeredAs the host it is registered as, if it is
 */
public record HostDiscovered(
    String address,
    String foundBy,
    @Nullable String name,
    @Nullable String banner,
    @Nullable String product,
    @Nullable String version,
    @Nullable String build,
    @Nullable String registeredAs)
    implements Event {

  @Override
  public String about() {
    return registeredAs != null ? registeredAs : address;
  }

  @Override
  public String facet() {
    return address;
  }
}
