package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PlannedDevice;
import org.jspecify.annotations.Nullable;

/**
 * One device of a plan.
 *
 * @param host its host
 * @param planned what the plan says of it
 * @param result what became of it; null: nothing yet
 */
public record PlanDeviceView(String host, PlannedDevice planned, @Nullable DeviceResult result) {}
