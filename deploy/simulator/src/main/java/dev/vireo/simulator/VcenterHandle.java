package dev.vireo.simulator;

import java.nio.file.Path;

/**
 * How to reach the vCenter.
 *
 * @param url of the web services, ending in {@code /sdk}
 * @param sha256 fingerprint of its certificate, upper-case hex pairs with colons
 */
public record VcenterHandle(String url, String user, Path passwordFile, String sha256) {}
