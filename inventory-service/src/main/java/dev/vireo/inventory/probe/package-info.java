/** Asking one host, over SSH, whether it lives and what it is. */
@NullMarked
package dev.vireo.inventory.probe;

import org.jspecify.annotations.NullMarked;
