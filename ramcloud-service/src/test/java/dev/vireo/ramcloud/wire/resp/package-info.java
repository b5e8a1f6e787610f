/** Tests of the same package. */
@NullMarked
package dev.vireo.ramcloud.wire.resp;

import org.jspecify.annotations.NullMarked;
