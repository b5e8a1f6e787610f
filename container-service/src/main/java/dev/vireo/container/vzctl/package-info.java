/**
 * What vzctl, vzlist, pct and the LXC tools print, read into the domain. Pure functions over text:
 * no input makes them throw, and no line is lost.
 */
@NullMarked
package dev.vireo.container.vzctl;

import org.jspecify.annotations.NullMarked;
