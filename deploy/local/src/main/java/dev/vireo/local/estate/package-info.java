/**
 * The supervisor: which processes make up the estate on one machine, how each is started, found
 * again, asked whether it is ready, and stopped.
 *
 * <p>The supervisor itself does not stay: what runs is found again by the files in the home's
 * {@code run} folder, and a process is only ever taken for ours when both its id and its time of
 * start are the ones noted there.
 */
@NullMarked
package dev.vireo.local.estate;

import org.jspecify.annotations.NullMarked;
