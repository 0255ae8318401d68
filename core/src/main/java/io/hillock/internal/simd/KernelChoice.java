package io.hillock.internal.simd;

import io.hillock.fault.ParameterException;

/** The one place that picks the kernels. */
final class KernelChoice {
  static final Kernels BEST = choose(System.getProperty("hillock.simd", "best"));

  private KernelChoice() {}

  static Kernels choose(String wish) {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return switch (wish) {
      case "scalar" -> new ScalarKernels();
      case "vector", "best" -> {
        if (!present && wish.equals("vector")) {
          throw new ParameterException(
              "kernels", "hillock.simd", wish, "it needs --add-modules jdk.incubator.vector");
        }
        yield present ? load() : new ScalarKernels();
      }
      default ->
          throw new ParameterException(
              "kernels", "hillock.simd", wish, "it must be scalar, vector or best");
    };
  }

  private static Kernels load() {
    try {
      Class<?> type = Class.forName("io.hillock.internal.simd.VectorKernels");
      return (Kernels) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the Vector API is present but its kernels do not load", e);
    }
  }
}
