package dev.vireo.ramcloud.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which master owns and which follows each tablet: a pure function, which every leader of the group
 * would answer alike.
 *
 * <p>A tablet stays where it is, unless its master is gone, goes, has more than its share, or
 * somebody wants it elsewhere. It goes to a master that follows it already, if there is one; one
 * that is served goes to no other: that is told to follow it, and the next plan moves it.
 */
final class TabletPlan {

  /**
   * What a master says of itself when it joins.
   *
   * @param id unlike that of every other master
   * @param leaving whether it wants to be rid of its tablets
   * @param owned what it serves now
   * @param warm what it follows and has read to the end
   */
  record Candidate(String id, boolean leaving, List<Integer> owned, List<Integer> warm) {

    /** The cores of one process have ids that differ in what is behind this many digits. */
    private static final int PROCESS_DIGITS = 36;

    /** Whether both die together. */
    static boolean sameProcess(String one, String other) {
      return one.length() > PROCESS_DIGITS
          && other.length() > PROCESS_DIGITS
          && one.regionMatches(0, other, 0, PROCESS_DIGITS);
    }
  }

  /**
   * Where a tablet is.
   *
   * @param owner null while there is no master
   * @param standby null while there is no second master
   * @param previous the living master that serves it now and is to hand it over; null if there is
   *     none
   */
  record Place(@Nullable String owner, @Nullable String standby, @Nullable String previous) {}

  private final int tablets;
  private final List<Candidate> all;
  private final List<Candidate> staying;
  private final Map<Integer, String> wishes;
  private final Map<Integer, String> serving = new HashMap<>();
  private final Map<Integer, String> owners = new TreeMap<>();

  /** Who is to follow a tablet, so that it can be moved there. */
  private final Map<Integer, String> next = new HashMap<>();

  private final Map<String, Integer> load = new HashMap<>();

  private TabletPlan(int tablets, List<Candidate> candidates, Map<Integer, String> wishes) {
    this.tablets = tablets;
    this.all = candidates.stream().sorted(Comparator.comparing(Candidate::id)).toList();
    List<Candidate> stay = all.stream().filter(candidate -> !candidate.leaving()).toList();
    this.staying = stay.isEmpty() ? all : stay;
    this.wishes = wishes;
  }

  /**
   * Plans all tablets.
   *
   * @param wishes where an operator wants a tablet, by master's id; of masters that are gone or
   *     leave, nothing comes of it
   */
  static Map<Integer, Place> of(
      int tablets, List<Candidate> candidates, Map<Integer, String> wishes) {
    return new TabletPlan(tablets, candidates, wishes).plan();
  }

  private Map<Integer, Place> plan() {
    all.forEach(each -> each.owned().forEach(tablet -> serving.putIfAbsent(tablet, each.id())));
    staying.forEach(each -> load.put(each.id(), 0));
    if (staying.isEmpty()) {
      return Map.of();
    }
    keep();
    giveAway();
    even();
    return placed();
  }

  private void keep() {
    for (int tablet = 0; tablet < tablets; tablet++) {
      String wish = wishes.get(tablet);
      String now = serving.get(tablet);
      if (wish != null && load.containsKey(wish) && mayMove(tablet, wish)) {
        own(tablet, wish);
      } else if (wish != null && now != null && load.containsKey(wish) && load.containsKey(now)) {
        own(tablet, now);
        next.put(tablet, wish);
      } else if (now != null && load.containsKey(now)) {
        own(tablet, now);
      }
    }
  }

  /** The tablets of nobody: to who is warm and has least, else to who has least. */
  private void giveAway() {
    for (int tablet = 0; tablet < tablets; tablet++) {
      if (!owners.containsKey(tablet)) {
        int which = tablet;
        int share = (tablets + staying.size() - 1) / staying.size();
        Optional<Candidate> warm =
            staying.stream()
                .filter(each -> each.warm().contains(which))
                .filter(each -> loadOf(each) < share + 1)
                .min(Comparator.comparingInt(this::loadOf));
        own(tablet, warm.orElseGet(this::least).id());
      }
    }
  }

  /** Nobody has more than his share and one, as far as wishes allow. */
  private void even() {
    int share = (tablets + staying.size() - 1) / staying.size();
    for (int tablet = tablets - 1; tablet >= 0; tablet--) {
      String owner = owners.getOrDefault(tablet, "");
      Candidate least = least();
      boolean wished = owner.equals(wishes.get(tablet));
      if (!wished
          && !next.containsKey(tablet)
          && load.getOrDefault(owner, 0) > share
          && loadOf(least) < share) {
        load.merge(owner, -1, Integer::sum);
        if (mayMove(tablet, least.id())) {
          own(tablet, least.id());
        } else {
          // Counted as if it were there, so that no more are promised than shall go.
          load.merge(least.id(), 1, Integer::sum);
          next.put(tablet, least.id());
        }
      }
    }
  }

  private Map<Integer, Place> placed() {
    Map<String, Integer> follows = new HashMap<>();
    Map<Integer, Place> places = new TreeMap<>();
    owners.forEach(
        (tablet, owner) -> {
          List<Candidate> others = new ArrayList<>(staying);
          others.removeIf(each -> each.id().equals(owner));
          String promised = next.getOrDefault(tablet, "");
          Optional<Candidate> standby =
              others.stream()
                  .min(
                      Comparator.<Candidate>comparingInt(
                              each ->
                                  each.id().equals(promised)
                                      ? 0
                                      : Candidate.sameProcess(each.id(), owner)
                                          ? 3
                                          : each.warm().contains(tablet) ? 1 : 2)
                          .thenComparingInt(each -> follows.getOrDefault(each.id(), 0)));
          standby.ifPresent(each -> follows.merge(each.id(), 1, Integer::sum));
          String now = serving.get(tablet);
          places.put(
              tablet,
              new Place(
                  owner,
                  standby.map(Candidate::id).orElse(null),
                  now == null || now.equals(owner) ? null : now));
        });
    return places;
  }

  /** Whether the tablet would be served there at once: it is followed there, or served nowhere. */
  private boolean mayMove(int tablet, String to) {
    String now = serving.get(tablet);
    return now == null
        || now.equals(to)
        || !load.containsKey(now)
        || staying.stream().anyMatch(each -> each.id().equals(to) && each.warm().contains(tablet));
  }

  private void own(int tablet, String owner) {
    owners.put(tablet, owner);
    load.merge(owner, 1, Integer::sum);
  }

  private int loadOf(Candidate candidate) {
    return load.getOrDefault(candidate.id(), 0);
  }

  private Candidate least() {
    return staying.stream().min(Comparator.comparingInt(this::loadOf)).orElseThrow();
  }
}
