package io.hillock.data.text;

import io.hillock.fault.InputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads a text of three files, {@code NAME.train.txt.gz}, {@code NAME.valid.txt.gz} and {@code
 * NAME.test.txt.gz}: gzip'ed UTF-8, a sentence a line, words between blanks. The vocabulary is what
 * the training file holds, in the order in which words first come; {@link Corpus#END} is added at
 * the end of each line. A word of the other files that the training file does not hold is refused.
 */
public final class TextFiles {
  private static final String PENN_TREEBANK = "ptb";
  private static final int LONGEST_LINE = 1 << 16;
  private static final int LONGEST_WORD = 200;
  private static final int MOST_WORDS = 20_000_000;
  private static final int LARGEST_VOCABULARY = 200_000;
  private static final long LARGEST_FILE = 1L << 27;

  private TextFiles() {}

  /**
   * Whether the Penn Treebank lies in a folder.
   *
   * @param folder the folder
   * @return true when its training file is there
   */
  public static boolean pennTreebankPresent(Path folder) {
    return Files.isRegularFile(file(folder, PENN_TREEBANK, "train"));
  }

  /**
   * Reads the Penn Treebank as prepared for language models.
   *
   * @param folder where its files lie
   * @return the text
   * @throws InputException if a file is missing or does not hold what its format demands
   * @see "T. Mikolov et al. (2011), Interspeech 2011:605, doi:10.21437/Interspeech.2011-242"
   */
  public static Corpus pennTreebank(Path folder) {
    return read(folder, PENN_TREEBANK);
  }

  /**
   * Reads three files.
   *
   * @param folder where they lie
   * @param name how their names begin
   * @return the text
   * @throws InputException if a file is missing or does not hold what its format demands
   */
  public static Corpus read(Path folder, String name) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    int[] training = new Part(file(folder, name, "train"), vocabulary, true).read(digest);
    int[] validation = new Part(file(folder, name, "valid"), vocabulary, false).read(digest);
    int[] test = new Part(file(folder, name, "test"), vocabulary, false).read(digest);
    return new Corpus(
        List.copyOf(vocabulary.keySet()),
        training,
        validation,
        test,
        HexFormat.of().formatHex(digest.digest()));
  }

  private static Path file(Path folder, String name, String part) {
    return folder.resolve(name + "." + part + ".txt.gz");
  }

  /** One file. */
  private static final class Part {
    private final Path file;
    private final Map<String, Integer> vocabulary;
    private final boolean open;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] line = new byte[LONGEST_LINE];
    private int[] text = new int[1 << 16];
    private int words;
    private int number;

    /** A file; where the vocabulary is open, new words join it. */
    Part(Path file, Map<String, Integer> vocabulary, boolean open) {
      this.file = file;
      this.vocabulary = vocabulary;
      this.open = open;
    }

    int[] read(MessageDigest digest) {
      String source = file.toString();
      if (!Files.isRegularFile(file)) {
        String found = Files.exists(file) ? "no regular file" : "missing";
        throw new InputException(source, "file", found, "it must be a gzip'ed text");
      }
      try {
        if (Files.size(file) > LARGEST_FILE) {
          throw new InputException(
              source, "size", Files.size(file) + " byte", "it must be at most " + LARGEST_FILE);
        }
        byte[] raw = Files.readAllBytes(file);
        digest.update(raw);
        try (InputStream in =
            new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(raw)), 1 << 16)) {
          for (int length = next(in); length >= 0; length = next(in)) {
            sentence(length);
          }
        }
      } catch (IOException e) {
        throw new InputException(
            where(), "file", e.getMessage(), "it must be a whole gzip file", e);
      }
      if (words == 0) {
        throw new InputException(source, "words", 0, "there must be some");
      }
      return Arrays.copyOf(text, words);
    }

    private String where() {
      return number == 0 ? file.toString() : file + " line " + number;
    }

    /** Reads a line into the buffer; its length, or -1 at the end of the file. */
    private int next(InputStream in) throws IOException {
      number++;
      int length = 0;
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          return length == 0 ? -1 : length;
        }
        if (length == LONGEST_LINE) {
          throw new InputException(
              where(), "length", "> " + LONGEST_LINE + " byte", "no sentence is that long");
        }
        line[length++] = (byte) c;
      }
      return length;
    }

    private void sentence(int length) {
      String sentence;
      try {
        sentence = decoder.decode(ByteBuffer.wrap(line, 0, length)).toString().strip();
      } catch (CharacterCodingException e) {
        throw new InputException(where(), "text", e.getMessage(), "it must be UTF-8", e);
      }
      if (sentence.isEmpty()) {
        return;
      }
      for (String word : sentence.split("\\s+")) {
        add(word);
      }
      add(Corpus.END);
    }

    private void add(String word) {
      if (word.length() > LONGEST_WORD) {
        throw new InputException(
            where(), "word", word, "it must have at most " + LONGEST_WORD + " characters");
      }
      Integer place = vocabulary.get(word);
      if (place == null) {
        if (!open) {
          throw new InputException(where(), "word", word, "the training file does not hold it");
        }
        if (vocabulary.size() == LARGEST_VOCABULARY) {
          throw new InputException(
              where(), "different words", "> " + LARGEST_VOCABULARY, "no vocabulary is that large");
        }
        place = vocabulary.size();
        vocabulary.put(word, place);
      }
      if (words == MOST_WORDS) {
        throw new InputException(
            where(), "words", "> " + MOST_WORDS, "a part must have at most so many");
      }
      if (words == text.length) {
        text = Arrays.copyOf(text, 2 * words);
      }
      text[words++] = place;
    }
  }
}
