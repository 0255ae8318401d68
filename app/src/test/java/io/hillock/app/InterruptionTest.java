package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InterruptionTest {
  @TempDir private Path home;

  /** A program whose only experiment works until it is asked to stop, and saves then. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws IOException {
      Path home = Path.of(args[0]);
      Console console = new Console(System.out, System.err, false, env(home), home, home);
      Interruption interruption = Interruption.ofProcess(console);
      io.hillock.gallery.Catalogue catalogue =
          new io.hillock.gallery.Catalogue(List.of(new Patient(home)));
      int code = Hillock.run(console, interruption, catalogue, "reproduce", "patient", "--quiet");
      interruption.end();
      System.exit(code);
    }

    private static Map<String, String> env(Path home) {
      return Map.of(StateDirectory.VARIABLE, home.toString());
    }
  }

  /** Waits for the wish to stop; leaves a file when it begins and one when it has saved. */
  record Patient(Path home) implements io.hillock.gallery.Experiment {
    @Override
    public String id() {
      return "patient";
    }

    @Override
    public String title() {
      return "waits";
    }

    @Override
    public String paper() {
      return "none";
    }

    @Override
    public io.hillock.gallery.Result run(io.hillock.gallery.Environment environment) {
      try {
        Files.createFile(home.resolve("begun"));
        while (!environment.progress().stopRequested()) {
          Thread.sleep(5);
        }
        Files.createFile(home.resolve("saved"));
        return Cli.result("patient", environment, 1);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void shouldLetTheWorkSaveItselfAndEndWith130() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    try {
      while (!Files.exists(home.resolve("begun"))) {
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(10);
      }
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      String text = new String(process.getInputStream().readAllBytes());
      assertThat(text).contains("stopping at the next safe point");
      assertThat(home.resolve("saved")).exists();
      assertThat(home.resolve("runs").resolve("patient.quick.json")).exists();
      assertThat(process.exitValue()).isEqualTo(130);
    } finally {
      process.destroyForcibly();
    }
  }
}
