/**
 * RESP2 and RESP3: requests out of received bytes, replies into a buffer, both over addresses of
 * native memory so that a read command allocates nothing.
 */
@NullMarked
package dev.vireo.ramcloud.wire.resp;

import org.jspecify.annotations.NullMarked;
