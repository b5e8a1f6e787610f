/** Whether what clients saw could have been seen of one copy of the data. */
@NullMarked
package dev.vireo.ramcloud.history;

import org.jspecify.annotations.NullMarked;
