package dev.vireo.ramcloud.store;

/**
 * Names a request for ever, so that a retry is not done twice (RIFL).
 *
 * @param client the client's lease
 * @param sequence which of the client's requests, from 1 on
 * @param acknowledged up to and with this one the client has all answers and will not ask again; 0:
 *     none
 */
public record RequestId(long client, long sequence, long acknowledged) {}
