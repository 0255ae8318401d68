package io.hillock.data.idx;

import io.hillock.data.DataSet;
import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Grey images of one size, each with a class. */
public final class LabelledImages {
  /** Which part of a data set. */
  public enum Part {
    /** The training set. */
    TRAINING("train"),
    /** The test set. */
    TEST("t10k");

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }
  }

  private final int rows;
  private final int columns;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Images; the arrays are shared, not copied.
   *
   * @param rows height [pixel]
   * @param columns width [pixel]
   * @param classes number of classes, from 1 to 128
   * @param pixels unsigned bytes, image by image, row by row
   * @param labels class of each image
   */
  public LabelledImages(int rows, int columns, int classes, byte[] pixels, byte[] labels) {
    if (rows < 1 || columns < 1 || pixels.length != (long) rows * columns * labels.length) {
      throw new ParameterException(
          "labelled images",
          "pixels",
          pixels.length,
          "there must be " + rows + " x " + columns + " for each of " + labels.length + " labels");
    }
    for (byte label : labels) {
      if (label < 0 || label >= classes) {
        throw new ParameterException(
            "labelled images", "label", label, "it must be from 0 to " + (classes - 1));
      }
    }
    this.rows = rows;
    this.columns = columns;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Reads a part of MNIST or of a set with the same files: {@code
   * train|t10k-images-idx3-ubyte[.gz]} and {@code train|t10k-labels-idx1-ubyte[.gz]}.
   *
   * @param folder the folder of the set
   * @param part which part
   * @param classes number of classes
   * @return its images
   * @throws InputException if a file is missing or does not hold what its format demands
   */
  public static LabelledImages read(Path folder, Part part, int classes) {
    Path imageFile = imageFile(folder, part);
    Path labelFile = labelFile(folder, part);
    IdxFile images = IdxFile.read(imageFile, 3);
    IdxFile labels = IdxFile.read(labelFile, 1);
    int[] shape = images.shape();
    if (labels.shape()[0] != shape[0]) {
      throw new InputException(
          labelFile.toString(), "labels", labels.shape()[0], "there are " + shape[0] + " images");
    }
    byte[] label = labels.elements();
    for (int i = 0; i < label.length; i++) {
      if ((label[i] & 0xff) >= classes) {
        throw new InputException(
            labelFile.toString(),
            "label " + (i + 1),
            label[i] & 0xff,
            "it must be from 0 to " + (classes - 1));
      }
    }
    return new LabelledImages(shape[1], shape[2], classes, images.elements(), label);
  }

  /**
   * Whether a data set of this kind lies below a data directory.
   *
   * @param data the data directory
   * @param set the data set
   * @return true when its training images are there
   */
  public static boolean present(Path data, DataSet set) {
    return Files.isRegularFile(imageFile(data.resolve(set.folder()), Part.TRAINING));
  }

  /**
   * The hash of the four files of a data set as they lie there: training images and labels, test
   * images and labels.
   *
   * @param folder the folder of the set
   * @return SHA-256 in lower-case hexadecimal
   * @throws InputException if a file is missing or cannot be read
   */
  public static String sha256(Path folder) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Part part : Part.values()) {
        digest.update(IdxFile.raw(imageFile(folder, part)));
        digest.update(IdxFile.raw(labelFile(folder, part)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Path imageFile(Path folder, Part part) {
    return plainOrCompressed(folder, part.prefix + "-images-idx3-ubyte");
  }

  private static Path labelFile(Path folder, Part part) {
    return plainOrCompressed(folder, part.prefix + "-labels-idx1-ubyte");
  }

  private static Path plainOrCompressed(Path folder, String name) {
    Path plain = folder.resolve(name);
    return Files.isRegularFile(plain) ? plain : folder.resolve(name + ".gz");
  }

  /**
   * How many images.
   *
   * @return the number
   */
  public int size() {
    return labels.length;
  }

  /**
   * Height.
   *
   * @return rows [pixel]
   */
  public int rows() {
    return rows;
  }

  /**
   * Width.
   *
   * @return columns [pixel]
   */
  public int columns() {
    return columns;
  }

  /**
   * Number of classes.
   *
   * @return the number
   */
  public int classes() {
    return classes;
  }

  /**
   * Class of an image.
   *
   * @param image which one
   * @return its class
   */
  public int label(int image) {
    return labels[image];
  }

  /**
   * A pixel.
   *
   * @param image which image
   * @param pixel row times width plus column
   * @return its grey, from 0 to 255
   */
  public int pixel(int image, int pixel) {
    return pixels[image * rows * columns + pixel] & 0xff;
  }
}
