package io.hillock.gallery.heartbeat;

import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Map;

/** What remains of a person's run in an experiment; can be kept in a file and read back. */
final class PersonOutcome implements Stateful {
  private static final String NAME = "name";
  private static final String OWNERS = "owners";

  private final String name;
  private final BeatScore score = new BeatScore();
  private final Ledger ledger = new Ledger();
  private long decisions;
  private long labelled;
  private long weightsWritten;
  private double inferenceBytes;
  private double learningBytes;

  private PersonOutcome(String name) {
    this.name = name;
  }

  static PersonOutcome of(PersonRun.Result result) {
    PersonOutcome outcome = new PersonOutcome(result.name());
    outcome.score.addAll(result.score());
    result.stream()
        .ledger()
        .owners()
        .forEach((owner, counts) -> outcome.ledger.of(owner).addAll(counts));
    outcome.decisions = result.decisions();
    outcome.labelled = result.labelled();
    outcome.weightsWritten = result.weightsWritten();
    MemoryReport memory = new MemoryReport(result.stream());
    outcome.inferenceBytes = memory.inferenceBytes();
    outcome.learningBytes = memory.learningBytes();
    return outcome;
  }

  static PersonOutcome scored(String name, BeatScore score) {
    PersonOutcome outcome = new PersonOutcome(name);
    outcome.score.addAll(score);
    return outcome;
  }

  static PersonOutcome from(Snapshot kept) {
    PersonOutcome outcome = new PersonOutcome(kept.metadata().getOrDefault(NAME, ""));
    for (String owner : kept.metadata().getOrDefault(OWNERS, "").split("\n")) {
      if (!owner.isEmpty()) {
        outcome.ledger.of(owner);
      }
    }
    kept.restore(outcome, "kept part");
    return outcome;
  }

  Snapshot toKeep() {
    String owners = String.join("\n", ledger.owners().keySet());
    return Snapshot.capture(this, Map.of(NAME, name, OWNERS, owners));
  }

  String name() {
    return name;
  }

  BeatScore score() {
    return score;
  }

  Ledger ledger() {
    return ledger;
  }

  long decisions() {
    return decisions;
  }

  long labelled() {
    return labelled;
  }

  long weightsWritten() {
    return weightsWritten;
  }

  double inferenceBytes() {
    return inferenceBytes;
  }

  double learningBytes() {
    return learningBytes;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("score", score);
    visitor.part("ledger", ledger);
    long[] counts = {decisions, labelled, weightsWritten};
    visitor.longs("counts", StateRole.BOOKKEEPING, Long.SIZE, counts);
    decisions = counts[0];
    labelled = counts[1];
    weightsWritten = counts[2];
    double[] bytes = {inferenceBytes, learningBytes};
    visitor.doubles("bytes", StateRole.BOOKKEEPING, Double.SIZE, bytes);
    inferenceBytes = bytes[0];
    learningBytes = bytes[1];
  }
}
