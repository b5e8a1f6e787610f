@NullMarked
package dev.vireo.console.command;

import org.jspecify.annotations.NullMarked;
