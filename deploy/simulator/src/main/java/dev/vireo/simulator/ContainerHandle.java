package dev.vireo.simulator;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a host of containers.
 *
 * @param knownHosts a line for a known_hosts file
 * @param apiPort of Proxmox VE's REST; 0 where there is none
 * @param certificateSha256 fingerprint of the certificate there; null where there is none
 * @param apiTokenFile holds {@code USER@REALM!ID=SECRET}; null where the release knows no tokens
 * @param root the real folder that is the host's file system: the back door
 */
public record ContainerHandle(
    String name,
    ContainerKind kind,
    String address,
    int port,
    String user,
    Path passwordFile,
    String knownHosts,
    int apiPort,
    @Nullable String certificateSha256,
    @Nullable Path apiTokenFile,
    Path root) {}
