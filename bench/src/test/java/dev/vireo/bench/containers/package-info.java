/** Tests of what the figures of containers are made by. */
@NullMarked
package dev.vireo.bench.containers;

import org.jspecify.annotations.NullMarked;
