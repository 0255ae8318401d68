package io.hillock.device.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;

class RramSetFitTest {
  /** The filter against the density of the joint normal law, written out. */
  @Test
  void shouldHaveTheLikelihoodOfTheJointNormalLaw() {
    RramSetFit.Device d = new RramSetFit.Device();
    double[] current = {20, 50, 110, 50, 200};
    d.g = new double[] {22, 51, 119, 58, 214};
    d.lag = new int[] {1, 1, 3, 1, 2};
    d.noise = new double[] {0.1, 0.3, 1.4, 0.3, 4};
    double[] before = {21, 53, 117, 53, 212};
    d.lnMean = new double[5];
    d.lnI = new double[5];
    for (int k = 0; k < 5; k++) {
      d.lnI[k] = StrictMath.log(current[k]);
      d.lnMean[k] = StrictMath.log(before[k]);
    }
    double cv = 0.12;
    double cycles = 17;
    double[] x = {0.05, 0.98, StrictMath.log(0.4), 0.6, cv, StrictMath.log(cycles)};
    double[][] c = new double[5][5];
    double[] mean = new double[5];
    double[] slope = new double[5];
    double[] sigma = new double[5];
    for (int k = 0; k < 5; k++) {
      double m = StrictMath.exp(0.05) * StrictMath.pow(current[k], 0.98);
      mean[k] = before[k] * (1 + StrictMath.log(m / before[k])); // to first order in ln m
      slope[k] = before[k];
      sigma[k] = 0.4 * StrictMath.pow(before[k], 0.6);
    }
    for (int i = 0; i < 5; i++) {
      int apart = 0;
      for (int j = i; j < 5; j++) {
        apart += j > i ? d.lag[j] : 0;
        c[i][j] =
            slope[i] * slope[j] * StrictMath.log(1 + cv * cv)
                + sigma[i] * sigma[j] * StrictMath.exp(-apart / cycles)
                + (i == j ? d.noise[i] : 0);
        c[j][i] = c[i][j];
      }
    }
    CholeskyDecomposition root = new CholeskyDecomposition(MatrixUtils.createRealMatrix(c));
    RealVector miss =
        MatrixUtils.createRealVector(d.g).subtract(MatrixUtils.createRealVector(mean));
    double expected =
        -0.5
            * (StrictMath.log(root.getDeterminant())
                + miss.dotProduct(root.getSolver().solve(miss)));
    assertThat(RramSetFit.filter(d, x, null, null)).isCloseTo(expected, within(1e-9));
  }
}
