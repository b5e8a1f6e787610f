package dev.vireo.inventory.api;

/**
 * Why a query has no answer.
 *
 * @param field what is wrong
 * @param message what was seen and what would be right
 */
public record Problem(String field, String message) {}
