package dev.vireo.bus.container;

import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * What a container may use; what is absent is left as it is, or as the host does by itself.
 *
 * @param memoryMiB memory in MiB
 * @param swapMiB swap in MiB
 * @param diskGiB disk in GiB
 * @param cpus processors
 * @param cpuUnits weight among the containers of the host
 */
public record ContainerResources(
    @Range(min = 16, max = 16_777_216) @Nullable Integer memoryMiB,
    @Range(min = 0, max = 16_777_216) @Nullable Integer swapMiB,
    @Range(min = 1, max = 1_048_576) @Nullable Integer diskGiB,
    @Range(min = 1, max = 4096) @Nullable Integer cpus,
    @Range(min = 8, max = 500_000) @Nullable Integer cpuUnits) {}
