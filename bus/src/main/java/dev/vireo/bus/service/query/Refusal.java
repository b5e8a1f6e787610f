package dev.vireo.bus.service.query;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a question has no answer.
 *
 * @param field the parameter that is wrong
 * @param message what was seen and what would be right
 */
@Schema(description = "Why a question has no answer: the parameter, what was seen, what is right.")
public record Refusal(String field, String message) {}
