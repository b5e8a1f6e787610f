/** The server: connections, event loops, what a client may take of them. */
@NullMarked
package dev.vireo.ramcloud.wire;

import org.jspecify.annotations.NullMarked;
