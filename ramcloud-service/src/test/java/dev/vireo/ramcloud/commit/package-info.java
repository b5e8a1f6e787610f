/** Commits over several tablets, held to their promises. */
@NullMarked
package dev.vireo.ramcloud.commit;

import org.jspecify.annotations.NullMarked;
