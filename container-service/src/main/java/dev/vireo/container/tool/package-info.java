/** What kinds of hosts are told, and how their answers are read: pure functions over text. */
@NullMarked
package dev.vireo.container.tool;

import org.jspecify.annotations.NullMarked;
