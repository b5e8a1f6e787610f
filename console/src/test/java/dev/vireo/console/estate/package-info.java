@NullMarked
package dev.vireo.console.estate;

import org.jspecify.annotations.NullMarked;
