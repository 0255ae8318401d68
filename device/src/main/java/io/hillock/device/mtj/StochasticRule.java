package io.hillock.device.mtj;

import static io.hillock.device.Evidence.ASSUMED;

import io.hillock.device.Bounds;
import io.hillock.device.Figure;
import io.hillock.unit.Time;
import java.util.List;

/**
 * The simplified probabilistic rule of a binary synapse, applied when its postsynaptic neuron
 * fires.
 *
 * {@snippet lang=text :
 * presynaptic spike within W before:  OFF -> ON with p_LTP                          (1)
 * otherwise:                          ON -> OFF with p_LTD                          (2)
 * pi_ON = a p_LTP / (a p_LTP + (1 - a) p_LTD)                                       (3)
 * }
 *
 * <p>a is the probability of (1) at a postsynaptic spike; (3) is the stationary law of the
 * two-state chain when these events are independent. A junction sees its own presynaptic spike and
 * one postsynaptic spike, nothing else.
 *
 * @param window W, &gt; 0
 * @param pLtp p_LTP, in [0, 1]
 * @param pLtd p_LTD, in [0, 1]
 * @see "A. F. Vincent et al. (2015), IEEE Trans. Biomed. Circuits Syst. 9:166,
 *     doi:10.1109/TBCAS.2015.2414423"
 */
public record StochasticRule(Time window, double pLtp, double pLtd) {
  /** Checks the bounds. */
  public StochasticRule {
    Bounds.MTJ.positive("W", window.ms(), "ms");
    Bounds.MTJ.probability("p_LTP", pLtp);
    Bounds.MTJ.probability("p_LTD", pLtd);
  }

  /**
   * A rule to begin with: slow enough to average over some ten events.
   *
   * @return W = 20 ms, p_LTP = 0.1, p_LTD = 0.05
   */
  public static StochasticRule usual() {
    return new StochasticRule(Time.ms(20), 0.1, 0.05);
  }

  /**
   * Every number with its provenance.
   *
   * @return the figures
   */
  public List<Figure> figures() {
    String source = "chosen for this project; the form of the rule is that of Vincent et al. 2015";
    return List.of(
        new Figure("W", window.ms(), "ms", ASSUMED, source),
        new Figure("p_LTP", pLtp, "", ASSUMED, source),
        new Figure("p_LTD", pLtd, "", ASSUMED, source));
  }

  /**
   * The stationary probability (3).
   *
   * @param a probability that the presynaptic neuron fired within W, in [0, 1]
   * @return pi_ON
   */
  public double stationaryOn(double a) {
    Bounds.MTJ.probability("a", a);
    double on = a * pLtp;
    double off = (1 - a) * pLtd;
    Bounds.MTJ.that(on + off > 0, "a p_LTP + (1 - a) p_LTD", on + off, "", "it must be > 0");
    return on / (on + off); // (3)
  }
}
