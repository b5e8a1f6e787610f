/** Tests of the inspect commands as they are run. */
@NullMarked
package dev.vireo.container.inspect;

import org.jspecify.annotations.NullMarked;
