package io.hillock.train.internal.simd;

import io.hillock.fault.ParameterException;
import java.util.function.Supplier;

/**
 * The one place that picks between scalar kernels and those of the Vector API. The system property
 * {@code hillock.simd} (scalar, vector or best) decides, as it does for the kernels of the core.
 */
final class KernelLoader {
  private KernelLoader() {}

  /** The kernels that the system property asks for; vectorClass is a class of this package. */
  static <T> T best(Class<T> type, String vectorClass, Supplier<T> scalar) {
    return choose(System.getProperty("hillock.simd", "best"), type, vectorClass, scalar);
  }

  static <T> T choose(String wish, Class<T> type, String vectorClass, Supplier<T> scalar) {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return switch (wish) {
      case "scalar" -> scalar.get();
      case "vector", "best" -> {
        if (!present && wish.equals("vector")) {
          throw new ParameterException(
              "kernels", "hillock.simd", wish, "it needs --add-modules jdk.incubator.vector");
        }
        yield present ? load(type, vectorClass) : scalar.get();
      }
      default ->
          throw new ParameterException(
              "kernels", "hillock.simd", wish, "it must be scalar, vector or best");
    };
  }

  private static <T> T load(Class<T> type, String vectorClass) {
    try {
      Class<?> found = Class.forName(KernelLoader.class.getPackageName() + "." + vectorClass);
      return type.cast(found.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the Vector API is present but its kernels do not load", e);
    }
  }
}
