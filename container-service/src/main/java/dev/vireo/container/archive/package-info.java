/**
 * Template archives and unpacked root file systems, read as streams and within limits; nothing is
 * unpacked to disk.
 */
@NullMarked
package dev.vireo.container.archive;

import org.jspecify.annotations.NullMarked;
