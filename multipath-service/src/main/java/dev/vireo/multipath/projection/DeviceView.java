package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.ScannedDevice;
import java.time.Instant;

/**
 * A device as it is known.
 *
 * @param host its host
 * @param device as it was read
 * @param readAt when: by the host's last scan, or by the read that showed a change since
 */
public record DeviceView(String host, ScannedDevice device, Instant readAt) {}
