package dev.vireo.multipath.domain;

import java.util.OptionalInt;

/**
 * One way from an adapter to a device.
 *
 * @param uid adapter, target and device in one word; the same over a reboot; empty where not told
 * @param adapter the host's end: WWNN:WWPN, IQN; or vmhbaN where no more is told
 * @param target the array's end
 * @param groupState as printed: {@code active}, {@code active unoptimized}, {@code standby} ...;
 *     empty where not told
 * @param portGroup ALUA's target port group
 */
public record Path(
    String uid,
    RuntimeName name,
    DeviceId device,
    String adapter,
    String target,
    Transport transport,
    PathState state,
    String groupState,
    OptionalInt portGroup) {}
