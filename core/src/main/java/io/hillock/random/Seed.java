package io.hillock.random;

/**
 * The one number from which every random draw of a run follows.
 *
 * @param value any number
 */
public record Seed(long value) {
  /**
   * A seed.
   *
   * @param value any number
   * @return the seed
   */
  public static Seed of(long value) {
    return new Seed(value);
  }

  /**
   * The stream of a purpose and a path below it, for example the devices of the third projection.
   *
   * @param purpose what the draws are for
   * @param path numbers that tell streams of one purpose apart
   * @return a new stream at its beginning
   */
  public RandomStream stream(Purpose purpose, long... path) {
    long key = RandomStream.mix(value + 0x9E3779B97F4A7C15L);
    key = RandomStream.mix(key ^ (purpose.name().hashCode() * 0xD1B54A32D192ED03L));
    for (long element : path) {
      key = RandomStream.mix(key + 0x8CB92BA72F3D8DD7L + element * 0xABC98388FB8FAC03L);
    }
    return new RandomStream(key);
  }
}
