package io.hillock.gallery.cue;

import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.network.Session;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums of what several sessions count over stretches of a run. */
final class LedgerSum implements Stateful {
  private final Ledger total = new Ledger();

  /** The counts of sessions at one moment. */
  record Mark(Session[] sessions, List<Map<String, Counts>> counts) {}

  /**
   * Sums at zero.
   *
   * @param owners all owners there will be
   */
  LedgerSum(Set<String> owners) {
    owners.forEach(total::of);
  }

  /** The counts of sessions now. */
  static Mark mark(Session[] sessions) {
    List<Map<String, Counts>> counts = new ArrayList<>();
    for (Session session : sessions) {
      Map<String, Counts> own = new LinkedHashMap<>();
      session.ledger().owners().forEach((owner, c) -> own.put(owner, c.copy()));
      counts.add(own);
    }
    return new Mark(sessions, counts);
  }

  /** Adds what the first sessions have counted since a mark. */
  void add(Mark since, int first) {
    for (int s = 0; s < first; s++) {
      Map<String, Counts> before = since.counts().get(s);
      since
          .sessions()[s]
          .ledger()
          .owners()
          .forEach((owner, now) -> total.of(owner).addAll(now.minus(before.get(owner))));
    }
  }

  Ledger total() {
    return total;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("total", total);
  }
}
