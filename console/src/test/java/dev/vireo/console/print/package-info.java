@NullMarked
package dev.vireo.console.print;

import org.jspecify.annotations.NullMarked;
