/** Tests of reaching hosts of containers. */
@NullMarked
package dev.vireo.container.driver;

import org.jspecify.annotations.NullMarked;
