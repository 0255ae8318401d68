package io.hillock.gallery.multilevel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BinaryDigitsTest {
  @Test
  void shouldMakeOnePixelOfFourAndWhiteOfAQuarterOfTheGreatestGrey() {
    byte[] grey = new byte[28 * 28];
    grey[0] = (byte) 255; // 255 of 4 x 64: just black
    grey[2] = (byte) 255; // 256 with its neighbour below: white
    grey[2 + 28] = 1;
    grey[27 * 28 + 26] = (byte) 128; // the last pixel of all, 256 from two
    grey[27 * 28 + 27] = (byte) 128;
    BinaryDigits.Images images =
        BinaryDigits.Images.of(new LabelledImages(28, 28, 10, grey, new byte[] {7}));
    assertThat(images.white()[0]).containsExactly(1, 195);
    assertThat(images.label()).containsExactly(7);
  }

  @Test
  void shouldKeepTrainingValidationAndTestApart() {
    BinaryDigits digits = BinaryDigits.generated(Seed.of(11), 300);
    assertThat(digits.training().size()).isEqualTo(300);
    assertThat(digits.validation().size()).isEqualTo(2000);
    assertThat(digits.test().size()).isEqualTo(2000);
    long same = 0;
    for (int[] learned : digits.training().white()) {
      for (int[] scored : digits.test().white()) {
        same += Arrays.equals(learned, scored) ? 1 : 0;
      }
      for (int[] scored : digits.validation().white()) {
        same += Arrays.equals(learned, scored) ? 1 : 0;
      }
    }
    // 1.2 million pairs of strokes with nine random numbers and more each: a few simple ones, such
    // as ones in few pixels, may come out alike; copies would be hundreds.
    assertThat(same).isLessThan(30);
  }
}
