/**
 * OpenVZ's tools over a host's real files. Lines and exit codes are those of vzctl 3.0.2x to 4.x;
 * the way a distribution's configuration is found is libvzctl's: cut at the last hyphen, never at
 * an underscore.
 */
@NullMarked
package dev.vireo.simulator.vz;

import org.jspecify.annotations.NullMarked;
