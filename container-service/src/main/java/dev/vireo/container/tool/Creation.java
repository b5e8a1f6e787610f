package dev.vireo.container.tool;

import dev.vireo.container.domain.lifecycle.ContainerId;

/**
 * A container that is to be made.
 *
 * @param id its id
 * @param template the template's file name, with or without its suffix
 * @param settings how it shall be
 */
public record Creation(ContainerId id, String template, Settings settings) {}
