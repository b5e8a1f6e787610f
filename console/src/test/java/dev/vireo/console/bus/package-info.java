@NullMarked
package dev.vireo.console.bus;

import org.jspecify.annotations.NullMarked;
