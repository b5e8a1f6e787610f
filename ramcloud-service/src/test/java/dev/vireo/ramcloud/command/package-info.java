/** Tests of the same package. */
@NullMarked
package dev.vireo.ramcloud.command;

import org.jspecify.annotations.NullMarked;
