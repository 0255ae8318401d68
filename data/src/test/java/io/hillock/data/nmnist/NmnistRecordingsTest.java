package io.hillock.data.nmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.DataSet;
import io.hillock.data.RealData;
import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NmnistRecordingsTest {
  @TempDir Path folder;

  private void write(String labels, int... bytes) throws IOException {
    Files.writeString(folder.resolve("labels.csv"), labels);
    byte[] file = new byte[bytes.length];
    for (int k = 0; k < bytes.length; k++) {
      file[k] = (byte) bytes[k];
    }
    Files.write(folder.resolve("a.bin"), file);
  }

  @Test
  void shouldReadCoordinatesPolarityAndTime() throws IOException {
    write("sample,label\na,7\n", 3, 33, 0x81, 0x02, 0x03, 0, 1, 0x7f, 0xff, 0xff);
    NmnistRecordings recordings = NmnistRecordings.read(folder);
    List<String> events = new ArrayList<>();
    recordings.play(0, (t, x, y, on) -> events.add(t + " " + x + " " + y + " " + on));
    assertThat(events).containsExactly("66051 3 33 true", "8388607 0 1 false");
    assertThat(recordings.label(0)).isEqualTo(7);
    assertThat(recordings.events(0)).isEqualTo(2);
  }

  @Test
  void shouldRefuseWhatTheFormatForbidsInOneLine() throws IOException {
    write("sample,label\na,7\n", 34, 0, 0, 0, 0);
    refuses("event 1 x, y = 34, 0");
    write("sample,label\na,7\n", 0, 0, 0, 0, 2, 0, 0, 0, 0, 1);
    refuses("event 2 time = 1 us, but times must not fall");
    write("sample,label\na,7\n", 0, 0, 0, 0);
    refuses("size = 4 byte");
    write("sample,label\n../a,7\n");
    refuses("line 2 = ../a,7");
    write("sample,label\nb,7\n");
    refuses("b.bin");
    write("a,7\n");
    refuses("line 1 = a,7");
    write("");
    refuses("line 1");
  }

  private void refuses(String what) {
    assertThatThrownBy(() -> NmnistRecordings.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(what)
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldReadTheRealRecordings() {
    NmnistRecordings recordings = NmnistRecordings.read(RealData.folder(DataSet.N_MNIST));
    assertThat(recordings.size()).isEqualTo(450);
    assertThat(recordings.label(0)).isEqualTo(5);
    assertThat(recordings.events(0)).isBetween(1000, 7200); // the range that the set documents
  }
}
