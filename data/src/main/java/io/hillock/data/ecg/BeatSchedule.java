package io.hillock.data.ecg;

import io.hillock.data.wfdb.AnnotationCode;
import io.hillock.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * When which beat comes.
 *
 * <p>The sinus node keeps its own clock. A ventricular beat does not reach it: the next sinus beat
 * is blocked and the one after comes in time (compensatory pause). A supraventricular beat resets
 * it: the next sinus beat comes one interval later, slightly delayed. A fusion beat is a
 * ventricular beat so late that the sinus beat already spreads when it comes.
 */
final class BeatSchedule {
  private static final double SHORTEST_INTERVAL = 0.3;
  private static final double REFRACTORY = 0.6;
  private static final double COUPLING_SPREAD = 0.02;

  /**
   * A beat to come.
   *
   * @param time its reference time [s]
   * @param rr the sinus interval at that time [s]
   * @param shape its waves
   * @param code its annotation type
   */
  record Planned(double time, double rr, BeatShape shape, AnnotationCode code) {}

  private final Person person;
  private final RrProcess process;
  private final RandomStream random;
  private final List<Planned> beats = new ArrayList<>();
  private final double fusionFrom;
  private final double fusionTo;
  private double last;
  private double sinusDue;

  private BeatSchedule(Person person, RrProcess process, RandomStream random) {
    this.person = person;
    this.process = process;
    this.random = random;
    Person.Shapes shapes = person.shapes();
    boolean against = shapes.normal().peak() * shapes.ventricular().peak() < 0;
    fusionFrom = against ? 0.12 : 0.35;
    fusionTo = against ? 0.3 : 0.65;
  }

  static List<Planned> of(Person person, double seconds, RandomStream rr, RandomStream ectopy) {
    return new BeatSchedule(person, new RrProcess(person.rhythm(), seconds, rr), ectopy)
        .until(seconds);
  }

  private List<Planned> until(double seconds) {
    sinusDue = random.nextDouble(0.2, 0.8) * person.rhythm().meanRr();
    sinusBeat();
    boolean afterVentricular = false;
    while (last < seconds) {
      Ectopy ectopy = person.ectopy();
      double u = random.nextDouble();
      double ventricular = ectopy.ventricular() + (afterVentricular ? ectopy.bigeminy() : 0);
      afterVentricular = false;
      if (u < ventricular) {
        ventricularBeats();
        sinusBeat();
        afterVentricular = true;
      } else if (u < ventricular + ectopy.supraventricular()) {
        supraventricularBeat();
      } else if (u < ventricular + ectopy.supraventricular() + ectopy.fusion()) {
        fusionBeat();
      } else {
        sinusBeat();
      }
    }
    return beats;
  }

  private void sinusBeat() {
    Person.Shapes shapes = person.shapes();
    last = sinusDue;
    double rr = process.interval(last);
    add(rr, shapes.normal(), shapes.normalCode());
    sinusDue = last + rr;
  }

  private void ventricularBeats() {
    double rr = sinusDue - last;
    boolean again = true;
    while (again) {
      double coupling =
          person.ectopy().ventricularCoupling() + COUPLING_SPREAD * random.nextGaussian();
      last += StrictMath.max(coupling * rr, SHORTEST_INTERVAL);
      add(rr, person.shapes().ventricular(), AnnotationCode.PREMATURE_VENTRICULAR);
      again = random.nextBoolean(person.ectopy().couplet());
    }
    while (sinusDue < last + REFRACTORY * rr) {
      sinusDue += process.interval(sinusDue);
    }
  }

  private void supraventricularBeat() {
    double rr = sinusDue - last;
    double coupling =
        person.ectopy().supraventricularCoupling() + COUPLING_SPREAD * random.nextGaussian();
    last += StrictMath.max(coupling * rr, SHORTEST_INTERVAL);
    add(rr, person.shapes().supraventricular(), AnnotationCode.ATRIAL_PREMATURE);
    sinusDue = last + process.interval(last) * random.nextDouble(1, 1.1);
  }

  private void fusionBeat() {
    double rr = sinusDue - last;
    last += random.nextDouble(0.9, 0.98) * rr;
    Person.Shapes shapes = person.shapes();
    double weight = random.nextDouble(fusionFrom, fusionTo);
    BeatShape blend = shapes.normal().blend(shapes.ventricular(), weight);
    add(rr, blend, AnnotationCode.FUSION);
    sinusDue += process.interval(sinusDue);
  }

  private void add(double rr, BeatShape shape, AnnotationCode code) {
    beats.add(new Planned(last, rr, shape, code));
  }
}
