package io.hillock.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.DataSet;
import io.hillock.data.RealData;
import io.hillock.fault.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  @TempDir Path folder;

  private static byte[] packed(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private void write(String part, byte[] bytes) throws IOException {
    Files.write(folder.resolve("ptb." + part + ".txt.gz"), bytes);
  }

  private void write(String part, String text) throws IOException {
    write(part, packed(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void writeAll(String training, String validation, String test) throws IOException {
    write("train", training);
    write("valid", validation);
    write("test", test);
  }

  private void refuses(String... parts) {
    var thrown =
        assertThatThrownBy(() -> TextFiles.pennTreebank(folder)).isInstanceOf(InputException.class);
    for (String part : parts) {
      thrown.hasMessageContaining(part);
    }
    thrown.message().doesNotContain("\n").doesNotContain("null");
  }

  @Test
  void shouldReadWordsInTheirOrderAndEndEachSentence() throws IOException {
    writeAll(" the cat sat \nthe dog\n\n", "dog the", "cat\n");
    Corpus corpus = TextFiles.pennTreebank(folder);
    assertThat(corpus.words()).containsExactly("the", "cat", "sat", Corpus.END, "dog");
    assertThat(corpus.training()).containsExactly(0, 1, 2, 3, 0, 4, 3);
    assertThat(corpus.validation()).containsExactly(4, 0, 3);
    assertThat(corpus.test()).containsExactly(1, 3);
    assertThat(corpus.sha256()).hasSize(64);
  }

  @Test
  void shouldRefuseMissingAndEmptyFiles() throws IOException {
    refuses("ptb.train.txt.gz", "file = missing");
    writeAll("a", "", "a");
    refuses("ptb.valid.txt.gz", "words = 0");
    Files.delete(folder.resolve("ptb.test.txt.gz"));
    Files.createDirectory(folder.resolve("ptb.test.txt.gz"));
    write("valid", "a");
    refuses("ptb.test.txt.gz", "no regular file");
  }

  @Test
  void shouldRefuseAWordThatWasNotLearnedByItsLine() throws IOException {
    writeAll("a b\n", "a\nb\na c b\n", "a");
    refuses("ptb.valid.txt.gz line 3", "word = c", "the training file does not hold it");
  }

  @Test
  void shouldRefuseWhatIsNoGzip() throws IOException {
    writeAll("a", "a", "a");
    write("test", "a plain text\n".getBytes(StandardCharsets.UTF_8));
    refuses("ptb.test.txt.gz", "it must be a whole gzip file");
  }

  @Test
  void shouldRefuseATruncatedFileAtAnyLength() throws IOException {
    writeAll("a", "a", "a");
    byte[] whole = packed("a a a a\n".repeat(50).getBytes(StandardCharsets.UTF_8));
    for (int length = 0; length < whole.length; length += 5) {
      write("test", Arrays.copyOf(whole, length));
      refuses("ptb.test.txt.gz", "it must be a whole gzip file");
    }
  }

  @Test
  void shouldRefuseFlippedBitsOfTheContent() throws IOException {
    writeAll("a b", "a", "a");
    byte[] bytes = packed("a b b a\n".repeat(50).getBytes(StandardCharsets.UTF_8));
    bytes[bytes.length - 6] ^= 4; // in the checksum
    write("test", bytes);
    refuses("ptb.test.txt.gz", "it must be a whole gzip file");
  }

  @Test
  void shouldRefuseWhatIsNotUtf8ByItsLine() throws IOException {
    writeAll("a", "a", "a");
    write("test", packed(new byte[] {'a', '\n', 'a', (byte) 0xff, '\n'}));
    refuses("ptb.test.txt.gz line 2", "it must be UTF-8");
  }

  @Test
  void shouldRefuseLinesAndWordsWithoutEnd() throws IOException {
    writeAll("a", "a", "a");
    write("train", "a ".repeat(40_000));
    refuses("ptb.train.txt.gz line 1", "no sentence is that long");
    write("train", "x".repeat(300));
    refuses("line 1", "word = xxx", "at most 200 characters");
  }

  @Test
  void shouldKeepTheMostFrequentWordsWhenCut() {
    Corpus corpus =
        new Corpus(
            List.of("a", "b", Corpus.UNKNOWN, "c", "d"),
            new int[] {3, 3, 3, 1, 1, 0, 0, 4, 2},
            new int[] {0, 1, 2, 3, 4},
            new int[] {4},
            "");
    Corpus cut = corpus.cut(3);
    // a and b come twice each: the first of them stays.
    assertThat(cut.words()).containsExactly("a", "c", Corpus.UNKNOWN);
    assertThat(cut.training()).containsExactly(1, 1, 1, 2, 2, 0, 0, 2, 2);
    assertThat(cut.validation()).containsExactly(0, 2, 2, 1, 2);
    assertThat(corpus.cut(5)).isSameAs(corpus);
  }

  @Test
  void shouldGuessByFrequencies() {
    Corpus corpus =
        new Corpus(List.of("a", "b"), new int[] {0, 0, 0, 1}, new int[] {0}, new int[] {0, 1}, "");
    // (3 + 1) / 6 and (1 + 1) / 6
    assertThat(corpus.unigramPerplexity()).isCloseTo(Math.sqrt(6.0 / 4 * 6.0 / 2), within(1e-12));
  }

  @Test
  void shouldReadThePennTreebank() {
    Path folder = RealData.folder(DataSet.PENN_TREEBANK);
    Corpus corpus = TextFiles.pennTreebank(folder);
    assertThat(corpus.words()).hasSize(10_000).contains(Corpus.UNKNOWN, Corpus.END);
    assertThat(corpus.training()).hasSize(929_589);
    assertThat(corpus.validation()).hasSize(73_760);
    assertThat(corpus.test()).hasSize(82_430);
  }
}
