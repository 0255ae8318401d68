package io.hillock.data.ecg;

import io.hillock.data.wfdb.AnnotationCode;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * The population from which persons are drawn.
 *
 * <p>Ranges are ours: chosen so that waves keep the sizes that textbooks give for adults at rest,
 * that ectopic beats are frequent enough for recordings of ten minutes, and that what separates the
 * classes differs from person to person. About a quarter of all persons has a ventricular beat
 * whose first lead equals the usual beat of persons with left bundle branch block: only the second
 * lead, the missing P and the time of the beat tell it.
 */
final class PersonSampler {
  private static final long PATH = 1;

  /** The anatomy of the usual beat. */
  private enum Conduction {
    NORMAL,
    LEFT_BLOCK,
    RIGHT_BLOCK,
    LOW_VOLTAGE
  }

  private final RandomStream random;
  private final int id;

  PersonSampler(Seed seed, int id) {
    this.random = seed.stream(Purpose.DATA, PATH, id);
    this.id = id;
  }

  Person person() {
    boolean fibrillation = random.nextBoolean(0.12);
    HeartRhythm rhythm = rhythm(fibrillation);
    Conduction conduction = conduction();
    List<Wave> atrial = atrialWave();
    List<Wave> ventricles = ventricles(conduction);
    BeatShape normal = join(fibrillation ? List.of() : atrial, ventricles);
    BeatShape premature = join(ectopicAtrialWave(), aberrant(ventricles));
    return new Person(
        id,
        rhythm,
        ectopy(fibrillation),
        new Person.Shapes(normal, codeOf(conduction), ventricularBeat(conduction), premature),
        disturbance());
  }

  private static BeatShape join(List<Wave> atria, List<Wave> ventricles) {
    List<Wave> waves = new ArrayList<>(atria);
    waves.addAll(ventricles);
    return new BeatShape(waves);
  }

  private HeartRhythm rhythm(boolean fibrillation) {
    double mean = random.nextDouble(0.65, 1.05);
    double relative = fibrillation ? random.nextDouble(0.15, 0.22) : random.nextDouble(0.015, 0.08);
    return new HeartRhythm(
        fibrillation ? HeartRhythm.Kind.ATRIAL_FIBRILLATION : HeartRhythm.Kind.SINUS,
        mean,
        relative * mean,
        random.nextDouble(0.08, 0.12),
        random.nextDouble(0.2, 0.35),
        random.nextDouble(0.3, 1.5));
  }

  private Ectopy ectopy(boolean fibrillation) {
    double ventricular = random.nextDouble(0.03, 0.1);
    double supraventricular = random.nextDouble(0.03, 0.09);
    double fusion = random.nextDouble(0.02, 0.045);
    double ventricularCoupling = random.nextDouble(0.52, 0.76);
    double supraventricularCoupling = random.nextDouble(0.6, 0.82);
    double couplet = random.nextBoolean(0.3) ? random.nextDouble(0.05, 0.2) : 0;
    double bigeminy = random.nextBoolean(0.3) ? random.nextDouble(0.1, 0.4) : 0;
    return new Ectopy(
        ventricular,
        fibrillation ? 0 : supraventricular,
        fusion,
        ventricularCoupling,
        supraventricularCoupling,
        couplet,
        bigeminy);
  }

  private Disturbance disturbance() {
    boolean restless = random.nextBoolean(0.15);
    return new Disturbance(
        random.nextDouble(0.004, 0.025) * (restless ? 2.5 : 1),
        random.nextDouble(0, 0.01),
        60,
        random.nextDouble(0.03, 0.15) * (restless ? 2 : 1),
        random.nextDouble(0.02, 0.15),
        random.nextDouble(0, 0.12));
  }

  private Conduction conduction() {
    double u = random.nextDouble();
    if (u < 0.6) {
      return Conduction.NORMAL;
    }
    return u < 0.74
        ? Conduction.LEFT_BLOCK
        : u < 0.86 ? Conduction.RIGHT_BLOCK : Conduction.LOW_VOLTAGE;
  }

  private static AnnotationCode codeOf(Conduction conduction) {
    return switch (conduction) {
      case NORMAL, LOW_VOLTAGE -> AnnotationCode.NORMAL;
      case LEFT_BLOCK -> AnnotationCode.LEFT_BUNDLE_BRANCH_BLOCK;
      case RIGHT_BLOCK -> AnnotationCode.RIGHT_BUNDLE_BRANCH_BLOCK;
    };
  }

  private List<Wave> atrialWave() {
    return List.of(
        new Wave(
            Wave.Kind.P,
            random.nextDouble(-0.19, -0.14),
            random.nextDouble(0.016, 0.024),
            random.nextDouble(0.08, 0.2),
            random.nextDouble(-0.08, 0.12)));
  }

  /** Nearer to the ventricles, or from below: smaller, earlier, or upside down. */
  private List<Wave> ectopicAtrialWave() {
    double sign = random.nextBoolean(0.5) ? -1 : 0.6;
    return List.of(
        new Wave(
            Wave.Kind.P,
            random.nextDouble(-0.15, -0.11),
            random.nextDouble(0.014, 0.026),
            sign * random.nextDouble(0.06, 0.18),
            sign * random.nextDouble(-0.1, 0.1)));
  }

  private List<Wave> ventricles(Conduction conduction) {
    return switch (conduction) {
      case NORMAL -> narrow(1);
      case LOW_VOLTAGE -> narrow(0.45);
      case LEFT_BLOCK -> leftBlock();
      case RIGHT_BLOCK -> rightBlock();
    };
  }

  private List<Wave> narrow(double size) {
    double r1 = size * random.nextDouble(0.9, 1.8);
    double r2 = size * random.nextDouble(0.15, 1.2);
    double s2 = -size * random.nextDouble(0.2, 1.2);
    return List.of(
        qrs(-0.027, 0.008, 0.012, -size * random.nextDouble(0.03, 0.2), 0),
        qrs(0, 0.009, 0.014, r1, r2),
        qrs(0.028, 0.009, 0.013, -size * random.nextDouble(0.08, 0.45), s2),
        repolarisation(random.nextDouble(0.15, 0.4), random.nextDouble(-0.2, 0.4)));
  }

  private List<Wave> leftBlock() {
    double r1 = random.nextDouble(0.8, 1.6);
    return List.of(
        qrs(0, 0.02, 0.026, r1, -random.nextDouble(0.5, 1.4)),
        qrs(0.045, 0.02, 0.028, 0.75 * r1, -random.nextDouble(0.2, 0.8)),
        repolarisation(-random.nextDouble(0.2, 0.45), random.nextDouble(0.15, 0.4)));
  }

  private List<Wave> rightBlock() {
    return List.of(
        qrs(0, 0.01, 0.014, random.nextDouble(0.7, 1.4), random.nextDouble(0.1, 0.4)),
        qrs(0.05, 0.022, 0.03, -random.nextDouble(0.25, 0.6), random.nextDouble(0.5, 1.3)),
        repolarisation(random.nextDouble(0.12, 0.35), -random.nextDouble(0.1, 0.35)));
  }

  private Wave qrs(double offset, double narrowest, double widest, double lead1, double lead2) {
    return new Wave(Wave.Kind.QRS, offset, random.nextDouble(narrowest, widest), lead1, lead2);
  }

  private Wave repolarisation(double lead1, double lead2) {
    return new Wave(
        Wave.Kind.T, random.nextDouble(0.27, 0.33), random.nextDouble(0.04, 0.06), lead1, lead2);
  }

  /** The usual QRS, in some persons conducted with aberration: wider, with a deeper end. */
  private List<Wave> aberrant(List<Wave> ventricles) {
    double wider = random.nextBoolean(0.25) ? random.nextDouble(1.15, 1.4) : 1;
    double size = random.nextDouble(0.92, 1.05);
    List<Wave> waves = new ArrayList<>();
    for (Wave w : ventricles) {
      double width = w.kind() == Wave.Kind.QRS ? wider * w.width() : w.width();
      waves.add(new Wave(w.kind(), w.offset(), width, size * w.lead1(), size * w.lead2()));
    }
    return waves;
  }

  /**
   * Slow spread through muscle: wide, slurred, of any axis, T against the QRS. Beside a left block,
   * which is wide itself, the axis in the second lead is the opposite one.
   */
  private BeatShape ventricularBeat(Conduction conduction) {
    boolean beside = conduction == Conduction.LEFT_BLOCK;
    boolean disguised = random.nextBoolean(0.3) && !beside;
    double first = disguised ? 1 : sign();
    double second = beside ? 1 : sign();
    double a1 = first * (disguised ? random.nextDouble(0.9, 1.5) : random.nextDouble(0.9, 2.2));
    double a2 = second * random.nextDouble(0.6, 2);
    double width = disguised ? random.nextDouble(0.02, 0.026) : random.nextDouble(0.026, 0.042);
    double late = disguised ? 0.75 : random.nextDouble(-0.5, 0.7);
    double lateOffset = disguised ? 0.045 : random.nextDouble(0.045, 0.075);
    double against1 = disguised ? 0.28 : random.nextDouble(0.25, 0.5);
    return new BeatShape(
        List.of(
            new Wave(Wave.Kind.QRS, 0, width, a1, a2),
            new Wave(
                Wave.Kind.QRS,
                lateOffset,
                random.nextDouble(0.85, 1.2) * width,
                late * a1,
                random.nextDouble(-0.5, 0.7) * a2),
            new Wave(
                Wave.Kind.T,
                random.nextDouble(0.3, 0.36),
                random.nextDouble(0.05, 0.07),
                -against1 * a1,
                -random.nextDouble(0.25, 0.5) * a2)));
  }

  private double sign() {
    return random.nextBoolean(0.5) ? 1 : -1;
  }
}
