package io.hillock.gallery.heartbeat;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.signal.SendOnDelta;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** From the samples of the leads to events, beats and rhythm: everything before the network. */
final class EventFrontEnd implements Stateful {
  private final int leads;
  private final LeadFrontEnd[] filter;
  private final SendOnDelta[] fineEncoder;
  private final SendOnDelta[] coarseEncoder;
  private final BeatDetector detector;
  private final RhythmCode rhythm;
  private final Counts counts;
  private final int[] fine;
  private final int[] coarse;
  private long time = -1;
  private int beatAge = BeatDetector.NONE;
  private int rhythmChannel = -1;

  EventFrontEnd(HeartbeatSettings.Encoding encoding, double frequency, int leads, Counts counts) {
    this.leads = leads;
    this.counts = counts;
    filter = new LeadFrontEnd[leads];
    fineEncoder = new SendOnDelta[leads];
    coarseEncoder = new SendOnDelta[leads];
    for (int l = 0; l < leads; l++) {
      filter[l] = new LeadFrontEnd(frequency, encoding.highPassHz(), encoding.lowPass());
      fineEncoder[l] = new SendOnDelta(SendOnDelta.Parameters.exactStep(encoding.fine()));
      coarseEncoder[l] = new SendOnDelta(SendOnDelta.Parameters.exactStep(encoding.coarse()));
    }
    detector = new BeatDetector(frequency, leads);
    rhythm =
        new RhythmCode(encoding.rhythmChannels(), encoding.rhythmRange(), encoding.rhythmRate());
    fine = new int[leads];
    coarse = new int[leads];
  }

  /**
   * Takes one sample of every lead.
   *
   * @param x [mV], shape (leads)
   */
  void sample(float[] x) {
    time++;
    int events = 0;
    for (int l = 0; l < leads; l++) {
      float z = filter[l].filter(x[l]);
      fine[l] = fineEncoder[l].encode(z);
      coarse[l] = coarseEncoder[l].encode(z);
      events += Math.abs(fine[l]) + Math.abs(coarse[l]);
    }
    counts.add(CountKind.SAMPLE, leads);
    counts.add(CountKind.SPIKE, events);
    beatAge = detector.step(fine, coarse);
    rhythmChannel = beatAge == BeatDetector.NONE ? -1 : rhythm.beat(time - beatAge);
  }

  /** Signed events of the fine threshold in the last sample, shape (leads). */
  int[] fine() {
    return fine;
  }

  /** Signed events of the coarse threshold in the last sample, shape (leads). */
  int[] coarse() {
    return coarse;
  }

  /** Samples since the date of the beat told in the last sample, or {@link BeatDetector#NONE}. */
  int beatAge() {
    return beatAge;
  }

  /** Channel of the rhythm event of the last sample, or -1. */
  int rhythmChannel() {
    return rhythmChannel;
  }

  /** Samples that were not finite, over all leads. */
  long notFinite() {
    long sum = 0;
    for (LeadFrontEnd f : filter) {
      sum += f.notFinite();
    }
    return sum;
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int l = 0; l < leads; l++) {
      visitor.part("lead" + l, filter[l]);
      visitor.part("fine" + l, fineEncoder[l]);
      visitor.part("coarse" + l, coarseEncoder[l]);
    }
    visitor.part("detector", detector);
    visitor.part("rhythm", rhythm);
    time = visitor.scalar("time", io.hillock.state.StateRole.BOOKKEEPING, Long.SIZE, time);
  }
}
