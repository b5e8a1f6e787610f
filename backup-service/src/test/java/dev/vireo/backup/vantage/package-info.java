@NullMarked
package dev.vireo.backup.vantage;

import org.jspecify.annotations.NullMarked;
