package io.hillock.data.wfdb;

import java.util.Optional;

/**
 * The five heartbeat classes of ANSI/AAMI EC57, grouped from MIT annotation types as the studies on
 * the MIT-BIH Arrhythmia Database do.
 *
 * {@snippet lang=text :
 * N = {N L R e j}   S = {A a J S}   V = {V E}   F = {F}   Q = {/ f Q}               (1)
 * }
 *
 * <p>Beat types that do not occur in that database go where their origin puts them: B to N, n to S,
 * r to V, ? to Q.
 *
 * @see "P. de Chazal, M. O'Dwyer, R. B. Reilly (2004), IEEE Trans. Biomed. Eng. 51:1196,
 *     doi:10.1109/TBME.2004.827359"
 */
public enum AamiClass {
  /** Normal and bundle branch block beats, atrial and nodal escape beats. */
  N,
  /** Supraventricular ectopic beats. */
  S,
  /** Ventricular ectopic beats. */
  V,
  /** Fusion of a ventricular and a normal beat. */
  F,
  /** Paced and unclassifiable beats. */
  Q;

  /**
   * The class of an annotation type, equation (1).
   *
   * @param code the annotation type
   * @return its class, or empty where it does not mark a beat
   */
  public static Optional<AamiClass> of(AnnotationCode code) {
    return Optional.ofNullable(
        switch (code) {
          case NORMAL,
              LEFT_BUNDLE_BRANCH_BLOCK,
              RIGHT_BUNDLE_BRANCH_BLOCK,
              BUNDLE_BRANCH_BLOCK,
              ATRIAL_ESCAPE,
              NODAL_ESCAPE ->
              N;
          case ATRIAL_PREMATURE,
              ABERRATED_ATRIAL_PREMATURE,
              NODAL_PREMATURE,
              SUPRAVENTRICULAR_PREMATURE,
              SUPRAVENTRICULAR_ESCAPE ->
              S;
          case PREMATURE_VENTRICULAR, VENTRICULAR_ESCAPE, R_ON_T -> V;
          case FUSION -> F;
          case PACED, PACED_FUSION, UNCLASSIFIABLE, LEARNING -> Q;
          case NOT_QRS,
              SIGNAL_QUALITY,
              RESERVED_15,
              ARTEFACT,
              RESERVED_17,
              ST_CHANGE,
              T_CHANGE,
              SYSTOLE,
              DIASTOLE,
              COMMENT,
              MEASUREMENT,
              P_WAVE,
              PACER_SPIKE,
              T_WAVE,
              RHYTHM,
              U_WAVE,
              FLUTTER_WAVE,
              FLUTTER_ON,
              FLUTTER_OFF,
              LINK,
              BLOCKED_P_WAVE,
              WAVEFORM_ONSET,
              WAVEFORM_END,
              USER_42,
              USER_43,
              USER_44,
              USER_45,
              USER_46,
              USER_47,
              USER_48,
              USER_49 ->
              null;
        });
  }

  /**
   * The annotation type to write for a beat of this class.
   *
   * @return the plainest type of the class
   */
  public AnnotationCode annotationCode() {
    return switch (this) {
      case N -> AnnotationCode.NORMAL;
      case S -> AnnotationCode.SUPRAVENTRICULAR_PREMATURE;
      case V -> AnnotationCode.PREMATURE_VENTRICULAR;
      case F -> AnnotationCode.FUSION;
      case Q -> AnnotationCode.UNCLASSIFIABLE;
    };
  }
}
