package dev.vireo.backup.listing;

/**
 * The last line of a listing: without it the listing was cut short, and counts for nothing.
 *
 * @param entries how many lines there are between the first and this
 * @param files how many of them are files
 * @param folders how many are folders
 * @param bytes the size of the files, in bytes
 * @param sha256 of the lines between the first and this
 */
public record ListingEnd(long entries, long files, long folders, long bytes, String sha256) {}
