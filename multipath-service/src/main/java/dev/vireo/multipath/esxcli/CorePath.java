package dev.vireo.multipath.esxcli;

/**
 * A path of the core storage layer, as printed; a field that is not printed is empty.
 *
 * @param state {@code active}, {@code standby}, {@code dead}, {@code off}, {@code disabled} ...
 * @param transport {@code fc}, {@code iscsi}, {@code sas} ...
 */
public record CorePath(
    String uid,
    String runtimeName,
    String device,
    String plugin,
    String state,
    String transport,
    String adapter,
    String target) {}
