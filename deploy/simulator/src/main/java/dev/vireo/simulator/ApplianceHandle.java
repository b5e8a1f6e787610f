package dev.vireo.simulator;

/**
 * The backup appliance.
 *
 * @param name on the hosts' LAN, where its port is 443
 * @param address on the hosts' LAN: that of the host which it stands on
 * @param host the host of containers which it stands on
 * @param url where it really listens
 * @param user who may log in
 * @param passwordFile with this password
 * @param sha256 fingerprint of its certificate, hex pairs with colons
 */
public record ApplianceHandle(
    String name,
    String address,
    String host,
    String url,
    String user,
    String passwordFile,
    String sha256) {}
