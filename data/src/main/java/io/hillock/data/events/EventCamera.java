package io.hillock.data.events;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;

/**
 * Pixels of an event camera, which tell changes of log intensity.
 *
 * {@snippet lang=text :
 * log I >= log I_ref + C_on,i   =>  ON event,   log I_ref = log I_ref + C_on,i      (1)
 * log I <= log I_ref - C_off,i  =>  OFF event,  log I_ref = log I_ref - C_off,i     (2)
 * t = t_0 + (crossing - log I(t_0)) / (log I(t_1) - log I(t_0)) (t_1 - t_0)         (3)
 * }
 *
 * <p>log I is linear in time between two frames (3), so that a frame may cause several events of a
 * pixel. C_on,i and C_off,i of pixel i are normal around C with deviation sigma_C, at least a fifth
 * of C, and drawn once from the seed. Noise events come at a given rate in each pixel with either
 * polarity, and leave the reference alone. Not modelled: the low-pass of the photoreceptor, leak,
 * refractory time.
 *
 * @see "P. Lichtsteiner, C. Posch, T. Delbruck (2008), IEEE J. Solid-State Circuits 43:566,
 *     doi:10.1109/JSSC.2007.914337"
 * @see "Y. Hu, S.-C. Liu, T. Delbruck (2021), CVPR Workshops, v2e, arXiv:2006.07722"
 */
public final class EventCamera {
  /**
   * Parameters of the pixels.
   *
   * @param contrast C, threshold of log intensity, &gt; 0
   * @param sigma sigma_C, its deviation from pixel to pixel, &gt;= 0
   * @param noiseHz rate of noise events of each pixel [Hz], &gt;= 0
   */
  public record Parameters(double contrast, double sigma, double noiseHz) {
    /** The values most often used with event-camera simulators. */
    public static final Parameters TYPICAL = new Parameters(0.3, 0.03, 0.5);

    /** Checks every documented bound. */
    public Parameters {
      require(contrast > 0, "C", contrast, "it must be > 0");
      require(sigma >= 0, "sigma_C", sigma, "it must be >= 0");
      require(noiseHz >= 0, "noise rate", noiseHz, "it must be >= 0 Hz");
    }

    private static void require(boolean holds, String symbol, Object value, String rule) {
      if (!holds) {
        throw new ParameterException("event camera", symbol, value, rule);
      }
    }
  }

  private static final double LEAST_CONTRAST = 0.2;

  private final int columns;
  private final double noisePerUs;
  private final double[] on;
  private final double[] off;
  private final double[] reference;
  private final double[] last;
  private RandomStream noise;
  private long time;

  /**
   * A camera.
   *
   * @param rows height [pixel]
   * @param columns width [pixel]
   * @param parameters of its pixels
   * @param seed draws the thresholds of the pixels
   */
  public EventCamera(int rows, int columns, Parameters parameters, Seed seed) {
    this.columns = columns;
    int pixels = rows * columns;
    noisePerUs = pixels * parameters.noiseHz() * 1e-6;
    RandomStream random = seed.stream(Purpose.DEVICE, 7);
    on = thresholds(pixels, parameters, random);
    off = thresholds(pixels, parameters, random);
    reference = new double[pixels];
    last = new double[pixels];
  }

  private static double[] thresholds(int pixels, Parameters parameters, RandomStream random) {
    double[] thresholds = new double[pixels];
    Arrays.setAll(
        thresholds,
        i ->
            Math.max(
                LEAST_CONTRAST * parameters.contrast(),
                parameters.contrast() + parameters.sigma() * random.nextGaussian()));
    return thresholds;
  }

  /**
   * Begins a recording at time 0 with all references at what is seen.
   *
   * @param logIntensity log I of each pixel, row by row
   * @param noiseStream draws the noise events of this recording
   */
  public void begin(double[] logIntensity, RandomStream noiseStream) {
    System.arraycopy(logIntensity, 0, reference, 0, reference.length);
    System.arraycopy(logIntensity, 0, last, 0, last.length);
    noise = noiseStream;
    time = 0;
  }

  /**
   * Sees the next frame; events come pixel by pixel, in time order within a pixel, then noise.
   *
   * @param logIntensity log I of each pixel at the end of the frame, row by row
   * @param at time of the end of the frame [us], after the last one
   * @param sink receives the events since the last frame, with times in [last, at)
   */
  public void frame(double[] logIntensity, long at, EventSink sink) {
    long length = at - time;
    for (int i = 0; i < last.length; i++) {
      double now = logIntensity[i];
      if (now != last[i]) {
        pixel(i, now, length, sink);
        last[i] = now;
      }
    }
    if (noisePerUs > 0) {
      double gap = 0;
      while ((gap -= StrictMath.log(1 - noise.nextDouble()) / noisePerUs) < length) {
        int i = noise.nextInt(last.length);
        sink.event(time + (long) gap, i % columns, i / columns, noise.nextBoolean(0.5));
      }
    }
    time = at;
  }

  private void pixel(int i, double now, long length, EventSink sink) {
    while (now >= reference[i] + on[i]) { // (1)
      reference[i] += on[i];
      sink.event(crossing(i, now, length), i % columns, i / columns, true);
    }
    while (now <= reference[i] - off[i]) { // (2)
      reference[i] -= off[i];
      sink.event(crossing(i, now, length), i % columns, i / columns, false);
    }
  }

  private long crossing(int i, double now, long length) { // (3)
    double fraction = (reference[i] - last[i]) / (now - last[i]);
    return time + Math.clamp((long) (fraction * length), 0, length - 1);
  }
}
