/** The log on a real broker. */
@NullMarked
package dev.vireo.ramcloud.log;

import org.jspecify.annotations.NullMarked;
