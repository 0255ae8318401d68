package io.hillock.gallery.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.idx.LabelledImages;
import io.hillock.train.Signals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageCodeTest {
  private static LabelledImages image(int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int k = 0; k < bytes.length; k++) {
      bytes[k] = (byte) pixels[k];
    }
    return new LabelledImages(2, pixels.length / 2, 10, bytes, new byte[] {7});
  }

  private static List<Integer> lines(ImageCode code, LabelledImages images, int t) {
    Signals in = new Signals(1, code.inputs(images), code.binary());
    code.events(images, 0, t, in, 0);
    List<Integer> lines = new ArrayList<>();
    for (int k = 0; k < in.count[0]; k++) {
      lines.add(in.index[k]);
    }
    return lines;
  }

  @Test
  void shouldSendASpikeForEveryThresholdCrossed() {
    ImageCode code = new ImageCode.Pixels(3);
    LabelledImages images = image(0, 255, 255, 14);
    assertThat(code.steps(images)).isEqualTo(7);
    assertThat(lines(code, images, 0)).isEmpty(); // black after black
    // Up from threshold 0, which black reaches, to threshold 39 of 39.
    assertThat(lines(code, images, 1)).hasSize(39).startsWith(1).endsWith(39);
    assertThat(lines(code, images, 2)).isEmpty();
    // 14 / 255 is 2.1 / 39: thresholds 0 to 2 are still reached; the line of the last one is the
    // cue.
    assertThat(lines(code, images, 3)).hasSize(36).startsWith(43).endsWith(78);
    for (int t = 4; t < 7; t++) {
      assertThat(lines(code, images, t)).containsExactly(79);
    }
  }

  @Test
  void shouldShowARowAtATimeAndThenNothing() {
    ImageCode code = new ImageCode.Rows(2);
    LabelledImages images = image(0, 51, 255, 0, 0, 102);
    assertThat(code.steps(images)).isEqualTo(4);
    Signals in = new Signals(1, 3, false);
    code.events(images, 0, 0, in, 0);
    assertThat(in.count[0]).isEqualTo(2);
    assertThat(in.value).startsWith(0.2f, 1f);
    assertThat(lines(code, images, 1)).containsExactly(2);
    assertThat(lines(code, images, 3)).isEmpty();
  }
}
