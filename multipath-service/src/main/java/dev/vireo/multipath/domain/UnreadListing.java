package dev.vireo.multipath.domain;

/**
 * A listing that could not be had from the host.
 *
 * @param why what the host answered
 */
public record UnreadListing(String listing, String why) {}
