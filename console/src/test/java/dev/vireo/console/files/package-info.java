@NullMarked
package dev.vireo.console.files;

import org.jspecify.annotations.NullMarked;
