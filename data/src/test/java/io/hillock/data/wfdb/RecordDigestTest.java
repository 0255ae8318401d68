package io.hillock.data.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordDigestTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeRecords() throws IOException {
    Files.writeString(folder.resolve("a.hea"), "a 3 360 2\nx.dat 16\nx.dat 16\ny.dat 16\n");
    Files.writeString(folder.resolve("x.dat"), "12345678");
    Files.writeString(folder.resolve("y.dat"), "abcd");
    Files.writeString(folder.resolve("a.atr"), "annotations of a");
    Files.writeString(folder.resolve("b.hea"), "b 1 360 2\ny.dat 16\n");
    Files.writeString(folder.resolve("b.atr"), "annotations of b");
  }

  private String expected(String... names) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String name : names) {
      digest.update(Files.readAllBytes(folder.resolve(name)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void shouldHashHeaderSignalFilesOnceAndAnnotationsOfEveryRecordInTheOrderGiven()
      throws IOException, NoSuchAlgorithmException {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b.hea");
    assertThat(RecordDigest.sha256(List.of(a, b)))
        .isEqualTo(expected("a.hea", "x.dat", "y.dat", "a.atr", "b.hea", "y.dat", "b.atr"));
    assertThat(RecordDigest.sha256(List.of(b, a))).isNotEqualTo(RecordDigest.sha256(List.of(a, b)));
  }

  @Test
  void shouldChangeWithEveryFile() throws IOException {
    List<Path> records = List.of(folder.resolve("a"));
    for (String name : List.of("a.hea", "x.dat", "y.dat", "a.atr")) {
      String before = RecordDigest.sha256(records);
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      bytes[bytes.length - 1] = (byte) (name.endsWith(".hea") ? ' ' : '!');
      Files.write(folder.resolve(name), bytes);
      assertThat(RecordDigest.sha256(records)).as(name).isNotEqualTo(before);
    }
  }

  @Test
  void shouldRefuseAMissingFile() throws IOException {
    Files.delete(folder.resolve("y.dat"));
    assertThatThrownBy(() -> RecordDigest.sha256(List.of(folder.resolve("a"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("y.dat");
  }
}
