/** Tests of what kinds of hosts are told. */
@NullMarked
package dev.vireo.container.tool;

import org.jspecify.annotations.NullMarked;
