package dev.vireo.simulator.estate;

/**
 * A host bus adapter.
 *
 * @param uid as esxcli prints it: {@code fc.NODE:PORT}, an iqn, {@code sas.5000...}
 */
public record Adapter(
    String name,
    String driver,
    Transport transport,
    String uid,
    String linkState,
    String description) {}
