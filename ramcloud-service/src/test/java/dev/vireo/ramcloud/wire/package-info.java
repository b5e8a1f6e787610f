/** Tests of the same package. */
@NullMarked
package dev.vireo.ramcloud.wire;

import org.jspecify.annotations.NullMarked;
