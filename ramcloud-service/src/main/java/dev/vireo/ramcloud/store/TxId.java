package dev.vireo.ramcloud.store;

/**
 * Names a transaction for ever.
 *
 * @param client the client's lease
 * @param sequence which of the client's requests
 */
public record TxId(long client, long sequence) {}
