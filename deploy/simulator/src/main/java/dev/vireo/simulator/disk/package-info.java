/** A Linux host's file system, kept in a real folder, and the archives that lie in it. */
@NullMarked
package dev.vireo.simulator.disk;

import org.jspecify.annotations.NullMarked;
