package io.hillock.data.events;

import io.hillock.data.idx.LabelledImages;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.Arrays;

/**
 * Turns still images into events by three straight saccades over a triangle, as N-MNIST was
 * recorded, seen by an {@link EventCamera} of the size of the image.
 *
 * {@snippet lang=text :
 * path: (0, 0) -> (A/2, A) -> (A, 0) -> (0, 0), each side in a third of the time   (1)
 * log I(x, y, t) = log(I_0 + image(x + s_x(t), y + s_y(t))),  image in [0, 1]      (2)
 * }
 *
 * <p>A amplitude [pixel], centred on the image; between pixels the image is bilinear, beyond its
 * border 0; (2) is looked up in 4096 levels of the image.
 *
 * @see "G. Orchard, A. Jayawant, G. K. Cohen, N. Thakor (2015), Front. Neurosci. 9:437,
 *     doi:10.3389/fnins.2015.00437"
 */
public final class SaccadeCamera {
  /**
   * How the camera moves.
   *
   * @param amplitude A [pixel], &gt; 0
   * @param durationUs time of all three saccades [us]
   * @param frames frames in that time, a multiple of 3
   * @param darkness I_0, intensity of black, &gt; 0
   */
  public record Movement(double amplitude, long durationUs, int frames, double darkness) {
    /** Three saccades of 100 ms each, in 24 frames. */
    public static final Movement TYPICAL = new Movement(3, 300_000, 24, 0.1);

    /** Checks every documented bound. */
    public Movement {
      require(amplitude > 0, "A", amplitude, "it must be > 0");
      require(frames >= 3 && frames % 3 == 0, "frames", frames, "it must be a multiple of 3");
      require(durationUs >= frames, "duration", durationUs + " us", "it must be >= 1 us per frame");
      require(darkness > 0, "I_0", darkness, "it must be > 0");
    }

    private static void require(boolean holds, String symbol, Object value, String rule) {
      if (!holds) {
        throw new ParameterException("saccades", symbol, value, rule);
      }
    }
  }

  private static final int LEVELS = 4096;

  private final LabelledImages images;
  private final Movement movement;
  private final EventCamera camera;
  private final Seed seed;
  private final double[] log = new double[LEVELS];
  private final double[] seen;
  private final float[] bright;

  /**
   * A camera before images; not for several threads at once.
   *
   * @param images what it sees
   * @param movement how it moves
   * @param parameters its pixels
   * @param seed draws the pixels and the noise of each recording
   */
  public SaccadeCamera(
      LabelledImages images, Movement movement, EventCamera.Parameters parameters, Seed seed) {
    this.images = images;
    this.movement = movement;
    this.seed = seed;
    camera = new EventCamera(images.rows(), images.columns(), parameters, seed);
    Arrays.setAll(log, k -> StrictMath.log(movement.darkness() + (double) k / (LEVELS - 1)));
    seen = new double[images.rows() * images.columns()];
    bright = new float[seen.length];
  }

  /**
   * Records an image.
   *
   * @param image which one
   * @param recording number of the recording, which draws its noise
   * @param sink receives the events, frame by frame
   */
  public void record(int image, long recording, EventSink sink) {
    for (int i = 0; i < bright.length; i++) {
      bright[i] = images.pixel(image, i) / 255f;
    }
    look(0);
    camera.begin(seen, seed.stream(Purpose.INPUT, 7, recording));
    for (int f = 1; f <= movement.frames(); f++) {
      look(f);
      camera.frame(seen, movement.durationUs() * f / movement.frames(), sink);
    }
  }

  private void look(int frame) {
    double side = 3.0 * frame / movement.frames(); // (1)
    double x;
    double y;
    if (side <= 1) {
      x = side / 2;
      y = side;
    } else if (side <= 2) {
      x = side / 2;
      y = 2 - side;
    } else {
      x = 3 - side;
      y = 0;
    }
    shift((x - 0.5) * movement.amplitude(), (y - 0.5) * movement.amplitude());
  }

  private void shift(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    float right = (float) (x - left);
    float low = (float) (y - top);
    for (int r = 0; r < images.rows(); r++) {
      for (int c = 0; c < images.columns(); c++) { // (2)
        float above = mix(at(r + top, c + left), at(r + top, c + left + 1), right);
        float below = mix(at(r + top + 1, c + left), at(r + top + 1, c + left + 1), right);
        seen[r * images.columns() + c] = log[Math.round(mix(above, below, low) * (LEVELS - 1))];
      }
    }
  }

  private static float mix(float a, float b, float share) {
    return a + share * (b - a);
  }

  private float at(int row, int column) {
    return row < 0 || row >= images.rows() || column < 0 || column >= images.columns()
        ? 0
        : bright[row * images.columns() + column];
  }
}
