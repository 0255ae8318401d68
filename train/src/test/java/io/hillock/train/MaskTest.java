package io.hillock.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MaskTest {
  private final RandomStream random = Seed.of(5).stream(Purpose.WIRING, 1);

  private static int[] list(Mask mask) {
    return Arrays.copyOf(mask.elements(), mask.count());
  }

  private static int[] sorted(TreeSet<Integer> set) {
    return set.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void shouldDrawExactlySoManyElementsAndSpareTheDiagonal() {
    Parameter square = new Parameter("w", 21, 21);
    for (int count : new int[] {0, 1, 100, 420}) {
      Mask mask = Mask.random(square, count, false, random);
      assertThat(mask.count()).isEqualTo(count);
      for (int element : list(mask)) {
        int row = element / square.stride();
        int column = element % square.stride();
        assertThat(column).isLessThan(21).isNotEqualTo(row);
      }
    }
    assertThatThrownBy(() -> Mask.random(square, 421, false, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("421");
    assertThat(Mask.full(square).count()).isEqualTo(441);
    assertThat(Mask.full(square).isFull()).isTrue();
    assertThat(Mask.empty(square).count()).isZero();
  }

  @Test
  void shouldDrawEveryPlaceEquallyOften() {
    Parameter matrix = new Parameter("w", 5, 7);
    int[] drawn = new int[matrix.rows() * matrix.stride()];
    int[] freed = new int[drawn.length];
    int trials = 3500;
    for (int n = 0; n < trials; n++) {
      Mask mask = Mask.random(matrix, 10, true, random);
      for (int element : list(mask)) {
        drawn[element]++;
      }
      freed[Mask.empty(matrix).free(true, random)]++;
    }
    // Binomial counts: 1000 +- 27 and 100 +- 10; six standard deviations in 35 places.
    for (int r = 0; r < 5; r++) {
      for (int c = 0; c < 7; c++) {
        assertThat(drawn[r * matrix.stride() + c]).isBetween(840, 1160);
        assertThat(freed[r * matrix.stride() + c]).isBetween(41, 159);
      }
    }
  }

  @Test
  void shouldFollowASetThroughRemovalsAndInsertions() {
    Parameter matrix = new Parameter("w", 13, 37);
    Mask mask = Mask.random(matrix, 120, true, random);
    TreeSet<Integer> model = new TreeSet<>();
    for (int element : list(mask)) {
      model.add(element);
    }
    int[] born = new int[matrix.size()];
    for (int round = 0; round < 300; round++) {
      TreeSet<Integer> gone = new TreeSet<>();
      for (int element : model) {
        if (random.nextBoolean(0.1)) {
          gone.add(element);
        }
      }
      mask.remove(sorted(gone), gone.size());
      model.removeAll(gone);
      int n = random.nextInt(25);
      mask.insertFree(born, n, true, random);
      for (int k = 0; k < n; k++) {
        assertThat(model.add(born[k])).isTrue();
      }
      assertThat(list(mask)).isEqualTo(sorted(model));
      for (int r = 0; r < 13; r++) {
        int from = r * matrix.stride();
        assertThat(mask.rowStart()[r + 1] - mask.rowStart()[r])
            .isEqualTo(model.subSet(from, from + matrix.stride()).size());
      }
    }
    int element = model.first();
    assertThat(mask.contains(element)).isTrue();
    assertThat(mask.contains(matrix.stride() - 1)).isFalse(); // padding
  }

  @Test
  void shouldRestoreListsWithItsBits() {
    Parameter matrix = new Parameter("w", 9, 20);
    Mask mask = Mask.random(matrix, 31, true, random);
    Mask other = Mask.random(matrix, 77, true, random);
    Snapshot.capture(mask, Map.of()).restore(other, "test");
    assertThat(list(other)).isEqualTo(list(mask));
    assertThat(other.rowStart()).isEqualTo(mask.rowStart());
  }

  @Test
  void shouldZeroWhatExistsOrWhatDoesNot() {
    Parameter matrix = new Parameter("w", 3, 4);
    Mask mask = Mask.random(matrix, 5, true, random);
    float[] others = new float[3 * matrix.stride()];
    float[] own = others.clone();
    Arrays.fill(others, 1);
    Arrays.fill(own, 1);
    mask.zeroOthers(others);
    mask.zero(own);
    for (int i = 0; i < others.length; i++) {
      assertThat(others[i]).isEqualTo(mask.contains(i) ? 1 : 0);
      assertThat(own[i]).isEqualTo(mask.contains(i) ? 0 : 1);
    }
  }
}
