/**
 * Looking at a backup target from a registered host, over SSH: what it is asked, and its answers.
 */
@NullMarked
package dev.vireo.backup.vantage;

import org.jspecify.annotations.NullMarked;
