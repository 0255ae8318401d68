package io.hillock.data.wfdb;

import java.util.Optional;

/**
 * The annotation types of an MIT annotation file, in the order of their codes 0 to 49.
 *
 * <p>Each has the mnemonic that annotation listings print. The beats among them are those which
 * {@link AamiClass#of} maps to a class.
 */
public enum AnnotationCode {
  /** Not a QRS complex; a time mark without meaning of its own. */
  NOT_QRS(" "),
  /** Normal beat. */
  NORMAL("N"),
  /** Left bundle branch block beat. */
  LEFT_BUNDLE_BRANCH_BLOCK("L"),
  /** Right bundle branch block beat. */
  RIGHT_BUNDLE_BRANCH_BLOCK("R"),
  /** Aberrated atrial premature beat. */
  ABERRATED_ATRIAL_PREMATURE("a"),
  /** Premature ventricular contraction. */
  PREMATURE_VENTRICULAR("V"),
  /** Fusion of a ventricular and a normal beat. */
  FUSION("F"),
  /** Nodal (junctional) premature beat. */
  NODAL_PREMATURE("J"),
  /** Atrial premature contraction. */
  ATRIAL_PREMATURE("A"),
  /** Premature or ectopic supraventricular beat. */
  SUPRAVENTRICULAR_PREMATURE("S"),
  /** Ventricular escape beat. */
  VENTRICULAR_ESCAPE("E"),
  /** Nodal (junctional) escape beat. */
  NODAL_ESCAPE("j"),
  /** Paced beat. */
  PACED("/"),
  /** Unclassifiable beat. */
  UNCLASSIFIABLE("Q"),
  /** Change of signal quality. */
  SIGNAL_QUALITY("~"),
  /** Code 15, without meaning in the format. */
  RESERVED_15("[15]"),
  /** Isolated QRS-like artefact. */
  ARTEFACT("|"),
  /** Code 17, without meaning in the format. */
  RESERVED_17("[17]"),
  /** ST change. */
  ST_CHANGE("s"),
  /** T wave change. */
  T_CHANGE("T"),
  /** Systole. */
  SYSTOLE("*"),
  /** Diastole. */
  DIASTOLE("D"),
  /** Comment; its text is the auxiliary string. */
  COMMENT("\""),
  /** Measurement. */
  MEASUREMENT("="),
  /** Peak of a P wave. */
  P_WAVE("p"),
  /** Bundle branch block beat, side not stated. */
  BUNDLE_BRANCH_BLOCK("B"),
  /** Pacer spike that was not conducted. */
  PACER_SPIKE("^"),
  /** Peak of a T wave. */
  T_WAVE("t"),
  /** Rhythm change; the rhythm is the auxiliary string. */
  RHYTHM("+"),
  /** Peak of a U wave. */
  U_WAVE("u"),
  /** Beat met while a detector was still learning. */
  LEARNING("?"),
  /** Ventricular flutter wave. */
  FLUTTER_WAVE("!"),
  /** Start of ventricular flutter or fibrillation. */
  FLUTTER_ON("["),
  /** End of ventricular flutter or fibrillation. */
  FLUTTER_OFF("]"),
  /** Atrial escape beat. */
  ATRIAL_ESCAPE("e"),
  /** Supraventricular escape beat. */
  SUPRAVENTRICULAR_ESCAPE("n"),
  /** Link to external data; the auxiliary string is the address. */
  LINK("@"),
  /** P wave that was not conducted. */
  BLOCKED_P_WAVE("x"),
  /** Fusion of a paced and a normal beat. */
  PACED_FUSION("f"),
  /** Onset of a waveform. */
  WAVEFORM_ONSET("("),
  /** End of a waveform. */
  WAVEFORM_END(")"),
  /** R-on-T premature ventricular contraction. */
  R_ON_T("r"),
  /** Code 42, free for users. */
  USER_42("[42]"),
  /** Code 43, free for users. */
  USER_43("[43]"),
  /** Code 44, free for users. */
  USER_44("[44]"),
  /** Code 45, free for users. */
  USER_45("[45]"),
  /** Code 46, free for users. */
  USER_46("[46]"),
  /** Code 47, free for users. */
  USER_47("[47]"),
  /** Code 48, free for users. */
  USER_48("[48]"),
  /** Code 49, free for users. */
  USER_49("[49]");

  private static final AnnotationCode[] BY_CODE = values();

  private final String mnemonic;

  AnnotationCode(String mnemonic) {
    this.mnemonic = mnemonic;
  }

  /**
   * The number that stands in an annotation file.
   *
   * @return 0 to 49
   */
  public int code() {
    return ordinal();
  }

  /**
   * The sign that annotation listings print.
   *
   * @return one character, or a bracketed number where the format has none
   */
  public String mnemonic() {
    return mnemonic;
  }

  /**
   * True for the types that mark a heartbeat.
   *
   * @return whether {@link AamiClass#of} has a class for it
   */
  public boolean isBeat() {
    return AamiClass.of(this).isPresent();
  }

  /**
   * The type with this number.
   *
   * @param code a number
   * @return the type, or empty outside 0 to 49
   */
  public static Optional<AnnotationCode> of(int code) {
    return code < 0 || code >= BY_CODE.length ? Optional.empty() : Optional.of(BY_CODE[code]);
  }
}
