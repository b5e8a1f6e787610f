/**
 * A data centre of simulated ESX hosts: real SSH, a real shell, state that really changes.
 *
 * <p>It stands in for hosts that one does not have, so it shares no class with the services that
 * manage hosts: a misunderstanding in one of them cannot hide behind the same misunderstanding
 * here.
 */
@NullMarked
package dev.vireo.simulator;

import org.jspecify.annotations.NullMarked;
