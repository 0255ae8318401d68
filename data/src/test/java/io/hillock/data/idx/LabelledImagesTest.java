package io.hillock.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.DataSet;
import io.hillock.data.RealData;
import io.hillock.fault.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelledImagesTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";

  @TempDir private Path folder;

  @BeforeEach
  void writeTwoImages() throws IOException {
    Files.write(folder.resolve(IMAGES), idx(2051, new int[] {2, 1, 3}, 0, 127, 255, 1, 2, 3));
    Files.write(folder.resolve(LABELS), idx(2049, new int[] {2}, 9, 0));
  }

  private static byte[] idx(int magic, int[] shape, int... elements) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + elements.length);
    bytes.putInt(magic);
    for (int n : shape) {
      bytes.putInt(n);
    }
    for (int e : elements) {
      bytes.put((byte) e);
    }
    return bytes.array();
  }

  private LabelledImages read() {
    return LabelledImages.read(folder, LabelledImages.Part.TRAINING, 10);
  }

  @Test
  void shouldReadImagesAndLabels() {
    LabelledImages images = read();
    assertThat(images.size()).isEqualTo(2);
    assertThat(images.rows()).isEqualTo(1);
    assertThat(images.columns()).isEqualTo(3);
    assertThat(images.label(0)).isEqualTo(9);
    assertThat(images.pixel(0, 2)).isEqualTo(255);
    assertThat(images.pixel(1, 0)).isEqualTo(1);
    assertThat(LabelledImages.present(folder.getParent(), DataSet.MNIST)).isFalse();
  }

  @Test
  void shouldReadCompressedFilesToo() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(Files.readAllBytes(folder.resolve(LABELS)));
    }
    Files.delete(folder.resolve(LABELS));
    Files.write(folder.resolve(LABELS + ".gz"), compressed.toByteArray());
    assertThat(read().label(0)).isEqualTo(9);
    byte[] cut = java.util.Arrays.copyOf(compressed.toByteArray(), 15);
    Files.write(folder.resolve(LABELS + ".gz"), cut);
    refuses(LABELS + ".gz");
  }

  @Test
  void shouldRefuseWhatIsNotThereOrNotWhole() throws IOException {
    Files.write(folder.resolve(LABELS), idx(2049, new int[] {3}, 9, 0));
    refuses("elements = 2");
    Files.write(folder.resolve(LABELS), idx(2049, new int[] {3}, 9, 0, 1));
    refuses("labels = 3", "2 images");
    Files.write(folder.resolve(LABELS), idx(2049, new int[] {2}, 9, 10));
    refuses("label 2 = 10", "from 0 to 9");
    Files.write(folder.resolve(LABELS), idx(2049, new int[] {-1}));
    refuses("dimension 1 = -1");
    Files.write(folder.resolve(LABELS), idx(2051, new int[] {2}, 9, 1));
    refuses("magic number = 2051", "2049");
    Files.write(folder.resolve(LABELS), new byte[3]);
    refuses("size = 3 byte");
    Files.write(folder.resolve(IMAGES), idx(2051, new int[] {1 << 27, 1 << 27, 1 << 27}, 1));
    refuses("elements = 1");
    Files.delete(folder.resolve(IMAGES));
    refuses("train-images-idx3-ubyte.gz", "regular file");
  }

  private void refuses(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = DataSet.class,
      names = {"MNIST", "FASHION_MNIST"})
  void shouldReadThePublishedSets(DataSet set) {
    Path real = RealData.folder(set);
    for (LabelledImages.Part part : LabelledImages.Part.values()) {
      LabelledImages images = LabelledImages.read(real, part, 10);
      assertThat(images.size()).isEqualTo(part == LabelledImages.Part.TRAINING ? 60_000 : 10_000);
      assertThat(images.rows()).isEqualTo(28);
      assertThat(images.columns()).isEqualTo(28);
    }
    assertThat(LabelledImages.present(real.getParent(), set)).isTrue();
    assertThat(LabelledImages.sha256(real)).hasSize(64);
  }
}
