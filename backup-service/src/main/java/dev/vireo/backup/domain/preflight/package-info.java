/**
 * Why a connection to a backup target does not serve: evidence from one or more vantage points in,
 * exactly one primary cause out.
 */
@NullMarked
package dev.vireo.backup.domain.preflight;

import org.jspecify.annotations.NullMarked;
