package dev.vireo.multipath.esxcli;

/**
 * A record of {@code nmp path list}, as printed; a field that the release does not print is empty.
 *
 * @param groupState {@code active}, {@code active unoptimized}, {@code standby}, {@code dead} ...
 * @param satpConfig e.g. {@code {TPG_id=2,TPG_state=AO,RTP_id=14,RTP_health=UP}}
 * @param pspConfig e.g. {@code {current: yes; preferred: yes}}
 */
public record NmpPath(
    String uid,
    String runtimeName,
    String device,
    String displayName,
    String groupState,
    String arrayPriority,
    String satpConfig,
    String pspConfig) {}
