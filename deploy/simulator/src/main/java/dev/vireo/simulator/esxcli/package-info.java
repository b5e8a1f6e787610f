/**
 * esxcli and its relatives, release by release.
 *
 * <p>Listings have the shapes that captures of real hosts show. Error texts are plausible but not
 * taken from captures, save {@code sysinfoException; Status=Busy}, {@code Default PSP for ... is
 * now ...} and the usage of a bare namespace: go by the exit status.
 */
@NullMarked
package dev.vireo.simulator.esxcli;

import org.jspecify.annotations.NullMarked;
