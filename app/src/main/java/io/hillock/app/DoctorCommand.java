package io.hillock.app;

import io.hillock.data.DataLocation;
import io.hillock.network.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what this machine offers. */
@Command(
    name = "doctor",
    description = "What this machine offers: JDK, vector lanes, cores, memory, data.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    System.out.println("hillock    " + Hillock.version());
    System.out.println(
        "JDK        " + Runtime.version() + " at " + System.getProperty("java.home"));
    int lanes = Session.vectorLanes();
    System.out.println(
        "kernels    " + (lanes > 1 ? lanes + " float lanes (Vector API)" : "scalar"));
    System.out.println("cores      " + Runtime.getRuntime().availableProcessors());
    System.out.println(
        "memory     " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB for this JVM");
    Optional<DataLocation> location = common.location();
    if (location.isEmpty()) {
      System.out.println("data       none found; every command has an embedded default");
    } else {
      System.out.println("data       " + location.get().directory());
      location
          .get()
          .present()
          .forEach(
              (set, files) -> System.out.println("           " + set + ": " + files + " files"));
    }
    return Hillock.DONE;
  }
}
