/**
 * What esxcli prints, from 4.0 to 8.0, read into the domain; and what to run for what the domain
 * wants done. Pure functions over text: no input makes them throw, and no line is dropped silently.
 */
package dev.vireo.multipath.esxcli;
