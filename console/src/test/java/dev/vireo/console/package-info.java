@NullMarked
package dev.vireo.console;

import org.jspecify.annotations.NullMarked;
