package io.hillock.data.reckon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.DataSet;
import io.hillock.data.RealData;
import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReckonFilesTest {
  private static final EventFile.Limits LIMITS = new EventFile.Limits(40, 2, 100);

  @TempDir Path folder;

  @Test
  void shouldReadSamples() throws IOException {
    List<EventSample> samples =
        events("2\r\n3, 5\r\n0, 5\r\n-2, 1\r\n7, 120\r\n-1, 150\r\n-2, 0\r\n-1, 101\r\n", 9);
    assertThat(samples).hasSize(2);
    EventSample first = samples.getFirst();
    assertThat(first.ticks()).isEqualTo(150);
    assertThat(first.label()).isEqualTo(1);
    assertThat(first.times()).containsExactly(5, 5, 120);
    assertThat(first.inputs()).containsExactly(3, 0, 7);
    assertThat(samples.get(1).events()).isZero();
  }

  @Test
  void shouldReadNoMoreThanWanted() throws IOException {
    assertThat(events("9\n-2, 1\n-1, 150\nrubbish", 1)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1;40, 5|line 2: input neuron = 40, but it must lie in 0..39",
        "1;-3, 5|line 2: input neuron = -3, but it must lie in 0..39",
        "1;1, 9;1, 8|line 3: tick = 8, but events must be in order, the last was at 9",
        "1;1, 101;-2, 0|tick before the label = 101, but the label is shown at tick 100",
        "1;-2, 0;1, 99|tick after the label = 99, but the label is shown at tick 100",
        "1;1, 9;-2, 1|end of sample 0 = missing, but each sample must end with a line -1, ticks",
        "2;-2, 1;-1, 150|end of sample 1 = missing",
        "1;1, 9;-1, 150|label of sample 0 = missing",
        "1;-2, 1;-2, 1|label = 1, but a sample has one label",
        "1;-2, 2|label = 2, but it must lie in 0..1",
        "1;-2, 1;-1, 100|ticks = 100, but the sample must have 101..",
        "1;-2, 1;5, 130;-1, 130|ticks = 130, but the sample must have 131..",
        "1;-2, 1;-1, 150;1, 1|left over, but the file must end after its 1 samples",
        "0|number of samples = 0, but it must be >= 1",
        "1;5|line = 5, but it must read: input, tick",
        "1;a, 5|input = a, but it must be a whole number",
        "1;5, 99999999|tick = 99999999, but it must lie in 0..10000000",
      })
  void shouldRefuseEventsInOneLine(String text, String message) {
    assertThatThrownBy(() -> events(text.replace(';', '\n'), 9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldRefuseAnEmptyOrMissingFile() {
    assertThatThrownBy(() -> events("", 9)).hasMessageContaining("empty");
    assertThatThrownBy(() -> EventFile.read(folder.resolve("no"), LIMITS, 9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> WeightFile.read(folder, 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no regular file");
  }

  @Test
  void shouldReadWeights() throws IOException {
    assertThat(weights("-128\n0\n127\n5\n6\n7\n")).containsExactly(-128, 0, 127, 5, 6, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1;2;3;4;5|number of weights = 5, but there must be 6 weights, 2 sources times 3",
        "1;2;3;4;5;6;7|line 7: number of weights = more than 6, but there must be 6",
        "1;128|line 2: weight = 128, but it must lie in -128..127",
        "1;-129|line 2: weight = -129, but it must lie in -128..127",
        "1;1.5|line 2: weight = 1.5, but it must be a whole number",
      })
  void shouldRefuseWeightsInOneLine(String text, String message) {
    assertThatThrownBy(() -> weights(text.replace(';', '\n')))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldReadThePublishedTrials() {
    Path data = RealData.folder(DataSet.RECKON);
    List<EventSample> train =
        EventFile.read(
            data.resolve("dataset_cueAcc_train.dat"), new EventFile.Limits(40, 2, 2100), 50);
    assertThat(train).hasSize(50).allMatch(s -> s.ticks() == 2250);
    assertThat(train.stream().mapToInt(EventSample::label).sum()).isEqualTo(28);
    assertThat(train.getFirst().events()).isEqualTo(593);
  }

  private List<EventSample> events(String text, int most) throws IOException {
    Path file = Files.writeString(folder.resolve("events"), text);
    return EventFile.read(file, LIMITS, most);
  }

  private byte[] weights(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("weights"), text);
    return WeightFile.read(file, 2, 3);
  }
}
