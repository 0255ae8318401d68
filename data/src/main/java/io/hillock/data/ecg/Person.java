package io.hillock.data.ecg;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.AnnotationCode;
import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;

/**
 * A synthetic person: the heart and the skin from which recordings are made.
 *
 * @param id number of the person, 0 to 9999
 * @param rhythm intervals between sinus beats
 * @param ectopy how often other beats come
 * @param shapes what the beats look like
 * @param disturbance what lies over them
 */
public record Person(
    int id, HeartRhythm rhythm, Ectopy ectopy, Shapes shapes, Disturbance disturbance) {
  /**
   * Checks that the number is in range and that there is no premature atrial beat in fibrillation.
   */
  public Person {
    if (id < 0 || id > 9999) {
      throw new ParameterException("person", "id", id, "it must lie in 0..9999");
    }
    if (rhythm.kind() == HeartRhythm.Kind.ATRIAL_FIBRILLATION && ectopy.supraventricular() > 0) {
      throw new ParameterException(
          "person",
          "supraventricular rate",
          ectopy.supraventricular(),
          "it must be 0 in atrial fibrillation: there is no sinus beat to come before");
    }
  }

  /**
   * A person's beats.
   *
   * @param normal the usual beat
   * @param normalCode its annotation type, of class N: normal or bundle branch block
   * @param ventricular the ventricular ectopic beat: no P, wide QRS, T against it
   * @param supraventricular the supraventricular ectopic beat: another P, nearly the usual QRS
   */
  public record Shapes(
      BeatShape normal,
      AnnotationCode normalCode,
      BeatShape ventricular,
      BeatShape supraventricular) {
    /** Checks that the type of the usual beat is one of class N. */
    public Shapes {
      if (AamiClass.of(normalCode).orElse(null) != AamiClass.N) {
        throw new ParameterException(
            "person", "type of the usual beat", normalCode, "it must be of class N");
      }
    }
  }

  /**
   * Draws a person.
   *
   * @param seed seed of the population
   * @param id number of the person, 0 to 9999; the same seed and number give the same person
   * @return the person
   */
  public static Person draw(Seed seed, int id) {
    return new PersonSampler(seed, id).person();
  }

  /**
   * Name for files and reports.
   *
   * @return p and the number in four digits
   */
  public String name() {
    String digits = Integer.toString(id);
    return "p" + "0".repeat(4 - digits.length()) + digits;
  }

  /**
   * The same person with another disturbance.
   *
   * @param other the disturbance
   * @return the person
   */
  public Person withDisturbance(Disturbance other) {
    return new Person(id, rhythm, ectopy, shapes, other);
  }

  /**
   * The same person with other ectopic beats.
   *
   * @param other the ectopy
   * @return the person
   */
  public Person withEctopy(Ectopy other) {
    return new Person(id, rhythm, other, shapes, disturbance);
  }

  /**
   * The same person with another rhythm.
   *
   * @param other the rhythm
   * @return the person
   */
  public Person withRhythm(HeartRhythm other) {
    return new Person(id, other, ectopy, shapes, disturbance);
  }
}
