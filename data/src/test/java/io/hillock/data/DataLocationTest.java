package io.hillock.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLocationTest {
  @TempDir Path directory;

  private Path make(String path) throws IOException {
    return Files.createDirectories(directory.resolve(path));
  }

  @Test
  void shouldPreferTheNamedDirectoryThenTheVariableThenTheOneBesideTheProject() throws IOException {
    Path named = make("named");
    Path variable = make("variable");
    Path project = make("project");
    Path beside = make("shared/data");
    Map<String, String> environment = Map.of(DataLocation.VARIABLE, variable.toString());

    assertThat(DataLocation.find(Optional.of(named), environment, project))
        .contains(new DataLocation(named, DataLocation.Origin.NAMED));
    assertThat(DataLocation.find(Optional.empty(), environment, project))
        .contains(new DataLocation(variable, DataLocation.Origin.VARIABLE));
    assertThat(DataLocation.find(Optional.empty(), Map.of(), project))
        .contains(new DataLocation(beside, DataLocation.Origin.BESIDE_PROJECT));
    assertThat(DataLocation.find(Optional.empty(), Map.of(), named.resolve("x/y"))).isEmpty();
  }

  @Test
  void shouldRefuseANamedDirectoryThatIsNotThere() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> DataLocation.find(Optional.of(missing), Map.of(), directory))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--data")
        .hasMessageContaining("missing");
  }

  @Test
  void shouldListTheSetsThatAreThereAndRefuseOthers() throws IOException {
    Files.createFile(make("mitdb").resolve("100.hea"));
    Files.createFile(directory.resolve("mitdb/README.md"));
    make("fsdd");
    DataLocation location = new DataLocation(directory, DataLocation.Origin.NAMED);

    assertThat(location.present()).isEqualTo(Map.of(DataSet.MIT_BIH, 1));
    assertThat(location.folder(DataSet.MIT_BIH)).isEqualTo(directory.resolve("mitdb"));
    assertThatThrownBy(() -> location.folder(DataSet.SPOKEN_DIGITS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("fsdd");
  }
}
