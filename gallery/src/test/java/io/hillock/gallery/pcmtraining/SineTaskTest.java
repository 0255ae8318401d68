package io.hillock.gallery.pcmtraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import org.junit.jupiter.api.Test;

class SineTaskTest {
  private static final int STEPS = SineTask.STEPS;

  private static double amplitude(SineTask task, int pattern, int hz) {
    double re = 0;
    double im = 0;
    for (int t = 0; t < STEPS; t++) {
      double angle = 2 * Math.PI * hz * t / STEPS;
      re += task.target(pattern, t) * Math.cos(angle);
      im += task.target(pattern, t) * Math.sin(angle);
    }
    return 2 * Math.hypot(re, im) / STEPS;
  }

  @Test
  void shouldWantASumOfFourSinesOfGreatestValueOne() {
    for (long seed = 11; seed < 21; seed++) {
      SineTask task = new SineTask(Seed.of(seed), 3);
      double energy = 0;
      for (int p = 0; p < 3; p++) {
        double greatest = 0;
        double power = 0;
        for (int t = 0; t < STEPS; t++) {
          double y = task.target(p, t);
          greatest = Math.max(greatest, Math.abs(y));
          power += y * y / STEPS;
        }
        assertThat(greatest).isEqualTo(1);
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int hz : new int[] {1, 2, 3, 5}) {
          double a = amplitude(task, p, hz);
          least = Math.min(least, a);
          most = Math.max(most, a);
          sum += a * a / 2;
        }
        assertThat(power).isCloseTo(sum, within(1e-6)); // nothing at other frequencies; floats
        assertThat(most / least).isBetween(1.0, 4.0); // of U(0.5, 2)
        energy += power / 3;
      }
      assertThat(task.zeroMse()).isCloseTo(energy, within(1e-12)); // the same sum in other order
    }
  }

  @Test
  void shouldShowTheSameSpikesAtFiftyHertzEachTime() {
    SineTask task = new SineTask(Seed.of(12), 2);
    SineTask again = new SineTask(Seed.of(12), 2);
    SpikeList a = new SpikeList(SineTask.CHANNELS);
    SpikeList b = new SpikeList(SineTask.CHANNELS);
    SpikeList other = new SpikeList(SineTask.CHANNELS);
    long spikes = 0;
    boolean differs = false;
    for (int t = 0; t < STEPS; t++) {
      a.clear();
      b.clear();
      other.clear();
      task.input(0, t, a);
      again.input(0, t, b);
      task.input(1, t, other);
      spikes += a.size();
      assertThat(b.size()).isEqualTo(a.size());
      for (int k = 0; k < a.size(); k++) {
        assertThat(b.get(k)).isEqualTo(a.get(k));
      }
      differs |= other.size() != a.size();
    }
    assertThat(differs).isTrue();
    // 1e5 draws with p = 0.05: three standard errors, missed in 0.3 % of seeds.
    assertThat((double) spikes).isCloseTo(5000, within(3 * Math.sqrt(1e5 * 0.05 * 0.95)));
  }
}
