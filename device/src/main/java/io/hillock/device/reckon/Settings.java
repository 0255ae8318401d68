package io.hillock.device.reckon;

/** Registers as fields, so that a step reads no map. */
final class Settings {
  final int lastInput;
  final int lastNeuron;
  final int lastOutput;

  /** Greater of the last input and the last neuron. */
  final int lastIndex;

  /** Greatest index that a step visits. */
  final int lastStep;

  final boolean resetToZero;
  final boolean plasticIn;
  final boolean plasticRec;
  final boolean plasticOut;
  final boolean rounds;
  final boolean traceIn;
  final boolean traceRec;
  final boolean traceOut;
  final boolean regression;
  final boolean linearOut;
  final boolean noise;
  final int noiseShift;
  final int shiftIn;
  final int shiftRec;
  final int shiftOut;
  final int pointIn;
  final int pointRec;
  final int pointOut;
  final int signalScale;
  final int kappa;
  final int[] slopeFrom;
  final int[] slope;
  final int ratesIn;
  final int rightIn;
  final int ratesRec;
  final int rightRec;
  final int ratesOut;
  final int rightOut;
  final boolean regularised;
  final boolean regularisesEveryStep;
  final boolean multiplicative;
  final boolean regularisesIn;
  final boolean regularisesRec;
  final int regularFrom;
  final int regularInP;
  final int regularInR;
  final int regularRecP;
  final int regularRecR;
  final int regularMul;

  Settings(Registers r) {
    lastInput = r.get(Register.NUM_INP);
    lastNeuron = r.get(Register.NUM_REC);
    lastOutput = r.get(Register.NUM_OUT);
    lastIndex = Math.max(lastInput, lastNeuron);
    lastStep = Math.max(lastIndex, lastOutput);
    resetToZero = r.get(Register.RST_MODE) == 1;
    int plastic = r.get(Register.DO_EPROP);
    plasticIn = (plastic & 1) != 0;
    plasticRec = (plastic & 2) != 0;
    plasticOut = (plastic & 4) != 0;
    rounds = r.get(Register.EN_STOCH_ROUND) == 1;
    boolean forced = r.get(Register.FORCE_TRACES) == 1;
    traceIn = plasticIn || forced;
    traceRec = plasticRec || forced;
    traceOut = plasticOut || forced;
    regression = r.get(Register.REGRESSION) == 1;
    linearOut = r.get(Register.NO_OUT_ACT) == 1;
    noise = r.get(Register.NOISE_EN) == 1;
    noiseShift = r.get(Register.NOISE_STR);
    shiftIn = r.get(Register.FP_LOC_WINP);
    shiftRec = r.get(Register.FP_LOC_WREC);
    shiftOut = r.get(Register.FP_LOC_WOUT);
    pointIn = r.get(Register.FP_LOC_TINP);
    pointRec = r.get(Register.FP_LOC_TREC);
    pointOut = r.get(Register.FP_LOC_TOUT);
    signalScale = r.get(Register.LEARN_SIG_SCALE);
    kappa = r.get(Register.KAPPA);
    slopeFrom =
        new int[] {
          r.get(Register.THR_H_0),
          r.get(Register.THR_H_1),
          r.get(Register.THR_H_2),
          r.get(Register.THR_H_3)
        };
    slope =
        new int[] {
          r.get(Register.H_0),
          r.get(Register.H_1),
          r.get(Register.H_2),
          r.get(Register.H_3),
          r.get(Register.H_4)
        };
    ratesIn = r.get(Register.LR_P_WINP);
    rightIn = r.get(Register.LR_R_WINP);
    ratesRec = r.get(Register.LR_P_WREC);
    rightRec = r.get(Register.LR_R_WREC);
    ratesOut = r.get(Register.LR_P_WOUT);
    rightOut = r.get(Register.LR_R_WOUT);
    int mode = r.get(Register.REGUL_MODE);
    int which = r.get(Register.REGUL_W);
    regularised = mode != 0;
    regularisesEveryStep = (mode & 0b110) == 0b110;
    multiplicative = (mode & 1) != 0 && which != 0;
    boolean additive = (mode & 2) != 0;
    regularisesIn = additive && (which & 1) != 0;
    regularisesRec = additive && (which & 2) != 0;
    regularFrom = r.get(Register.REGUL_F0);
    regularInP = r.get(Register.REGUL_K_INP_P);
    regularInR = r.get(Register.REGUL_K_INP_R);
    regularRecP = r.get(Register.REGUL_K_REC_P);
    regularRecR = r.get(Register.REGUL_K_REC_R);
    regularMul = r.get(Register.REGUL_K_MUL);
  }

  boolean plastic() {
    return plasticIn || plasticRec || plasticOut;
  }
}
