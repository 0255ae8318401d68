package io.hillock.gallery.heartbeat;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.network.Snapshot;
import io.hillock.network.SnapshotDelta;
import io.hillock.state.StateRole;
import io.hillock.synapse.Synapses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps book of what a monitor has learned: every lesson, every freeze and every rollback goes to
 * the learning log, each with what leads back to the weights before it.
 */
final class Adaptation {
  private final HeartbeatStream stream;
  private final double frequency;
  private final TeachingRule rule;
  private final Optional<LearningLog> log;
  private final Snapshot initial;
  private final float[] initialWeights;
  private Snapshot last;
  private String fingerprint;
  private int head;

  /**
   * Keeps book for a stream at its beginning.
   *
   * @param stream the stream, with the weights of the base
   * @param frequency its samples per second [Hz]
   * @param rule how errors teach
   * @param log where to, if anywhere
   */
  Adaptation(
      HeartbeatStream stream, double frequency, TeachingRule rule, Optional<LearningLog> log) {
    this.stream = stream;
    this.frequency = frequency;
    this.rule = rule;
    this.log = log;
    initial = PlasticState.capture(stream.plastic());
    initialWeights = PlasticState.weights(stream.readout());
    look(initial);
  }

  /** A run begins. */
  void start(String fields) {
    append(LearningLog.Event.START, fields, LearningLog.Change.none(fingerprint));
  }

  /** A run goes on: the stream was restored to the state after an entry. */
  void resume(int entry, String fields) {
    look(PlasticState.capture(stream.plastic()));
    head = 0;
    if (log.isEmpty()) {
      return;
    }
    LearningLog entries = log.get();
    if (entry == 0 || entries.size() == 0) {
      append(LearningLog.Event.RESUME, fields, LearningLog.Change.none(fingerprint));
      return;
    }
    if (entry > entries.size() || !entries.entry(entry).weights().equals(fingerprint)) {
      throw new InputException(
          entries.path().toString(),
          "entry",
          entry,
          "it must be there and have the weights of the snapshot");
    }
    head = entry;
    entries.continueAt(entry);
  }

  /** Weights or devices before the first lesson. */
  Snapshot initial() {
    return initial;
  }

  /** Weights before the first lesson, shape (pre x post). */
  float[] initialWeights() {
    return initialWeights.clone();
  }

  /** Weights or devices now. */
  Snapshot present() {
    return last;
  }

  /** Number of the last entry that made the present state, or 0. */
  int head() {
    return head;
  }

  /** The lessons that led to the present state, in order; empty without a log. */
  List<LearningLog.Entry> lessons() {
    List<LearningLog.Entry> lessons = new ArrayList<>();
    log.ifPresent(entries ->
        entries.chain(head).stream().filter(LearningLog.Entry::isLesson).forEach(lessons::add));
    Collections.reverse(lessons);
    return lessons;
  }

  /** A label was given and the rule has done what it does. */
  void lesson(Decision decision, int truth, int weights) {
    if (log.isEmpty()) {
      return;
    }
    String fields =
        String.format(
            Locale.ROOT,
            "\"seconds\":%.4f,\"sample\":%d,\"rule\":\"%s\","
                + "\"decided\":\"%c\",\"confidence\":%.4f,\"label\":\"%c\",\"weightsWritten\":%d,",
            decision.sample() / frequency,
            decision.sample(),
            rule,
            decision.letter(),
            decision.confidence(),
            Decision.LETTERS.charAt(truth),
            weights);
    if (weights == 0) {
      append(LearningLog.Event.LESSON, fields, LearningLog.Change.none(fingerprint));
    } else {
      changed(LearningLog.Event.LESSON, fields);
    }
  }

  /** Switches adaptation off or on. */
  void freeze(boolean frozen) {
    if (stream.isFrozen() != frozen) {
      stream.freeze(frozen);
      append(
          frozen ? LearningLog.Event.FREEZE : LearningLog.Event.THAW,
          now(),
          LearningLog.Change.none(fingerprint));
    }
  }

  /**
   * Gives the weights back an earlier state; membranes, traces, clock and score stay. Every weight
   * that differs counts as written once.
   *
   * @param point where to
   * @param saved weights of the snapshot that the point names, else unused
   * @return what was done, in a line
   */
  String rollback(RollbackPoint point, Optional<Map<String, Synapses>> saved) {
    Snapshot target =
        switch (point) {
          case RollbackPoint.Start start -> initial;
          case RollbackPoint.Entry entry -> backTo(entry.number());
          case RollbackPoint.Saved file -> PlasticState.capture(saved.orElseThrow());
        };
    String to =
        switch (point) {
          case RollbackPoint.Start start -> "start";
          case RollbackPoint.Entry entry -> "entry " + entry.number();
          case RollbackPoint.Saved file -> "snapshot " + file.snapshot().getFileName();
        };
    Map<String, float[]> before = new LinkedHashMap<>();
    stream.plastic().forEach((owner, s) -> before.put(owner, PlasticState.weights(s)));
    PlasticState.restore(target, stream.plastic(), to);
    int written = 0;
    int all = 0;
    for (Map.Entry<String, Synapses> each : stream.plastic().entrySet()) {
      int changed = different(before.get(each.getKey()), PlasticState.weights(each.getValue()));
      stream.ledger().of(each.getKey()).add(CountKind.SYNAPSE_WRITE, changed);
      written += changed;
      all += each.getValue().wiring().size();
    }
    changed(LearningLog.Event.ROLLBACK, "\"to\":\"" + escape(to) + "\"," + now());
    return "rolled back to " + to + ": " + written + " of " + all + " weights changed";
  }

  private static int different(float[] a, float[] b) {
    int count = 0;
    for (int k = 0; k < a.length; k++) {
      count += a[k] == b[k] ? 0 : 1;
    }
    return count;
  }

  static String escape(String text) {
    return text.replaceAll("[\\p{Cntrl}\"\\\\]", "?");
  }

  private Snapshot backTo(int number) {
    LearningLog entries =
        log.orElseThrow(() ->
            new ParameterException(
                "rollback", "entry", number, "going back by entries needs a learning log"));
    List<LearningLog.Entry> chain = entries.chain(head);
    if (chain.stream().noneMatch(e -> e.number() == number)) {
      throw new InputException(
          entries.path().toString(),
          "entry",
          number,
          "it must be one that led to the present state, such as " + some(chain));
    }
    Snapshot state = last;
    for (LearningLog.Entry entry : chain) {
      String source = entries.path() + " line " + entry.number();
      if (entry.number() == number) {
        requireWeights(entry, state, source);
        break;
      }
      state = entry.before(state, source);
    }
    return state;
  }

  private static void requireWeights(LearningLog.Entry entry, Snapshot state, String source) {
    if (!PlasticState.fingerprint(state).equals(entry.weights())) {
      throw new InputException(
          source, "weights", entry.weights(), "the changes since then do not lead back to them");
    }
  }

  private static String some(List<LearningLog.Entry> chain) {
    return chain.isEmpty()
        ? "none"
        : chain.getLast().number() + " (the first) or " + chain.getFirst().number();
  }

  private String now() {
    long sample = stream.samples();
    return String.format(
        Locale.ROOT, "\"seconds\":%.4f,\"sample\":%d,", sample / frequency, sample);
  }

  private void look(Snapshot state) {
    last = state;
    fingerprint = PlasticState.fingerprint(state);
  }

  private void changed(LearningLog.Event event, String fields) {
    Snapshot before = last;
    look(PlasticState.capture(stream.plastic()));
    if (log.isPresent()) {
      SnapshotDelta undo = SnapshotDelta.to(before, last);
      append(
          event,
          fields + extent(before, last),
          new LearningLog.Change(fingerprint, Optional.of(undo)));
    }
  }

  /** How much changed, in the units of the substrate: weights, levels or microsiemens. */
  private static String extent(Snapshot before, Snapshot after) {
    int changed = 0;
    double greatest = 0;
    for (int e = 0; e < after.entries().size(); e++) {
      Snapshot.Entry now = after.entries().get(e);
      Snapshot.Entry then = before.entries().get(e);
      for (int k = 0; now.role() == StateRole.INFERENCE && k < now.length(); k++) {
        double difference = Math.abs(now.get(k) - then.get(k));
        changed += difference > 0 ? 1 : 0;
        greatest = Math.max(greatest, difference);
      }
    }
    return String.format(
        Locale.ROOT, "\"elementsChanged\":%d,\"greatestChange\":%.6g,", changed, greatest);
  }

  private void append(LearningLog.Event event, String fields, LearningLog.Change change) {
    log.ifPresent(entries -> head = entries.append(head, event, fields, change));
  }
}
