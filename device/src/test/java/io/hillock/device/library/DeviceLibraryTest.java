package io.hillock.device.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.device.DeviceModel;
import io.hillock.fault.ParameterException;
import org.junit.jupiter.api.Test;

class DeviceLibraryTest {
  private final DeviceLibrary library = DeviceLibrary.builtIn();

  @Test
  void shouldFindEveryNameThatItLists() {
    assertThat(library.names()).doesNotHaveDuplicates().contains("hfo2-1t1r", "pcm-ideal");
    for (String name : library.names()) {
      DeviceModel model = library.find(name);
      assertThat(name).endsWith(model.name());
      assertThat(library.find(model.kind(), name).figures()).isEqualTo(model.figures());
      assertThat(library.find(model.kind(), model.name()).figures()).isEqualTo(model.figures());
    }
  }

  @Test
  void shouldTakeTheNameOfAKindForItsStandardPreset() {
    assertThat(library.find("rram").name()).isEqualTo("hfo2-1t1r");
    assertThat(library.find("pcm").name()).isEqualTo("gst-nandakumar2018");
    assertThat(library.find("mtj").name()).isEqualTo("perpendicular-40");
    for (String kind : library.kinds()) {
      assertThat(library.find(kind).kind()).isEqualTo(kind);
      assertThat(library.find(kind).active()).as("a real device").isNotEmpty();
      assertThat(library.find(kind, kind).name()).isEqualTo(library.find(kind).name());
    }
  }

  @Test
  void shouldSayWhatThereIsWhenANameIsUnknownOrShared() {
    assertThatThrownBy(() -> library.find("hfo3"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("device = hfo3")
        .hasMessageContaining("hfo2-1t1r")
        .hasMessageContaining("gst-nandakumar2018");
    assertThatThrownBy(() -> library.find("ideal")).hasMessageContaining("rram-ideal, ");
    assertThatThrownBy(() -> library.find("pcm", "hfo2-1t1r"))
        .hasMessage("device library: pcm = hfo2-1t1r, but known are ideal, gst-nandakumar2018");
  }
}
