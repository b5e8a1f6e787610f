package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.UnreadListing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds listings that a host has ended with exit status 0 and not given, or not whole: nothing was
 * printed, the last line was cut, or a device is missing that another listing of the same read
 * shows. What such a listing does not say must not be taken for what the host does not have.
 *
 * <p>That rules are missing from the end of a table, cut between two lines, cannot be known from
 * one read.
 */
final class GivenWhole {

  /** What no ESX host is without: policies, SATPs, and rules of VMware's own. */
  private static final Set<Listing> NEVER_EMPTY =
      EnumSet.of(
          Listing.PSP_LIST, Listing.SATP_LIST, Listing.SATP_RULE_LIST, Listing.CLAIM_RULE_LIST);

  private static final String NMP = "NMP";
  private static final String HPP = "HPP";
  private static final int NAMED = 3;

  private final Set<Listing> given;

  /** The devices that each listing that was given names. */
  private final Map<Listing, Set<String>> named = new EnumMap<>(Listing.class);

  /** By plug-in: what each listing of the core layer says that it has. */
  private final Map<Listing, Map<String, Set<String>>> claimed = new EnumMap<>(Listing.class);

  /**
   * Listings to be held against each other.
   *
   * @param given those that the host answered, and against which nothing speaks by itself
   */
  GivenWhole(Set<Listing> given) {
    this.given = given;
  }

  /** Why a listing counts as not given, by itself; empty where nothing speaks against it. */
  static Optional<String> byItself(Listing listing, String printed, int entries) {
    if (!printed.isEmpty() && !printed.endsWith("\n")) {
      return Optional.of("exit 0, and its last line is cut off");
    }
    return entries == 0 && NEVER_EMPTY.contains(listing)
        ? Optional.of(
            printed.isBlank() ? "exit 0 and not a word" : "exit 0, and nothing in it is understood")
        : Optional.empty();
  }

  /** A listing names the devices of these records. */
  <T> void names(Listing listing, List<T> records, Function<T, String> device) {
    if (given.contains(listing)) {
      named.put(listing, records.stream().map(device).collect(Collectors.toSet()));
    }
  }

  /** A listing of the core layer says that the plug-in has a device. */
  void claims(Listing listing, String plugin, String device) {
    if (given.contains(listing)) {
      claimed
          .computeIfAbsent(listing, l -> new HashMap<>())
          .computeIfAbsent(plugin, p -> new LinkedHashSet<>())
          .add(device);
    }
  }

  /** Listings that lack devices which others show, at most one entry each. */
  List<UnreadListing> contradicted() {
    List<UnreadListing> unread = new ArrayList<>();
    Set<String> nmp = named.getOrDefault(Listing.DEVICE_LIST, Set.of());
    Set<String> paths = named.getOrDefault(Listing.PATH_LIST, Set.of());
    for (Listing core : List.of(Listing.CORE_DEVICE_LIST, Listing.CORE_PATH_LIST)) {
      lacks(unread, Listing.DEVICE_LIST, claimedBy(core, NMP), core);
      lacks(unread, Listing.HPP_DEVICE_LIST, claimedBy(core, HPP), core);
    }
    lacks(unread, Listing.DEVICE_LIST, paths, Listing.PATH_LIST);
    lacks(unread, Listing.PATH_LIST, nmp, Listing.DEVICE_LIST);
    for (Listing core :
        List.of(Listing.CORE_DEVICE_LIST, Listing.CORE_PATH_LIST, Listing.MPATH_BRIEF)) {
      lacks(unread, core, nmp, Listing.DEVICE_LIST);
      lacks(unread, core, paths, Listing.PATH_LIST);
    }
    return unread;
  }

  private Set<String> claimedBy(Listing core, String plugin) {
    return claimed.getOrDefault(core, Map.of()).getOrDefault(plugin, Set.of());
  }

  private void lacks(
      List<UnreadListing> unread, Listing listing, Collection<String> devices, Listing shows) {
    Set<String> has = named.get(listing);
    if (has == null || unread.stream().anyMatch(u -> u.listing().equals(listing.id()))) {
      return;
    }
    // Where no device belongs to a path, words stand in the place of its name.
    List<String> missing =
        devices.stream()
            .filter(d -> !has.contains(d) && DeviceId.tryParse(d).isPresent())
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      unread.add(new UnreadListing(listing.id(), words(has.isEmpty(), missing, shows)));
    }
  }

  private static String words(boolean empty, List<String> missing, Listing shows) {
    return (empty ? "exit 0 and not one device" : "exit 0, and not all devices are in it")
        + "; "
        + shows.id()
        + " shows "
        + missing.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "");
  }
}
