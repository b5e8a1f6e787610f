/** What people are told. */
@NullMarked
package dev.vireo.backup.report;

import org.jspecify.annotations.NullMarked;
