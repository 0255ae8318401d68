package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher itself, in a tree of its own: the real scripts and the real program, and an mvn that
 * puts the program where a build would and writes down that it was called.
 */
class LauncherTest {
  private static final String[] TOOLS = {
    "sh",
    "cat",
    "dirname",
    "env",
    "find",
    "head",
    "kill",
    "ls",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "sed",
    "sleep"
  };

  @TempDir static Path shared;
  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();

  /** What came of one call. */
  private record Outcome(int exit, String out, String err) {}

  /** The program as jars, as a build leaves it. */
  @BeforeAll
  static void packageProgram() throws IOException {
    assumeTrue(File.separatorChar == '/', "the launcher is a script for sh");
    Path lib = Files.createDirectories(shared.resolve("lib"));
    List<String> program = new ArrayList<>();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator)) {
      Path from = Path.of(entry);
      if (entry.endsWith(".jar")) {
        program.add(from.toUri().toString());
      } else if (Files.isDirectory(from) && !from.endsWith("test-classes")) {
        Path jar = lib.resolve("classes" + program.size() + ".jar");
        jar(from, jar, new Manifest());
        program.add(jar.toUri().toString());
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", program));
    Path all = shared.resolve("program.jar");
    jar(Files.createDirectories(shared.resolve("nothing")), all, manifest);
    for (String tool : TOOLS) {
      Path real =
          Path.of(Files.isExecutable(Path.of("/usr/bin", tool)) ? "/usr/bin" : "/bin", tool);
      script(shared.resolve("bin").resolve(tool), "exec " + real + " \"$@\"");
    }
    script(
        shared.resolve("maven").resolve("mvn"),
        "echo \"$*\" >>\"$HILLOCK_TEST_LOG\"",
        "[ -z \"${HILLOCK_TEST_BREAK:-}\" ] || { echo 'compiler says no'; exit 1; }",
        "mkdir -p app/target/lib",
        "cat '" + all + "' >app/target/hillock-app-test.jar");
  }

  private static void jar(Path classes, Path jar, Manifest manifest) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A tree with sources older than any build. */
  @BeforeEach
  void makeTree() throws IOException {
    Path project = Path.of(System.getProperty("hillock.root"));
    for (String name : new String[] {"hillock", "tools/find-jdk"}) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.copy(project.resolve(name), root.resolve(name));
    }
    for (String name :
        new String[] {
          "pom.xml",
          "app/pom.xml",
          "app/src/main/A.java",
          "core/pom.xml",
          "core/src/main/B.java",
          "core/src/test/T.java",
          "README.md"
        }) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
      }
    }
    environment.put("PATH", shared.resolve("maven") + ":" + shared.resolve("bin"));
    environment.put("HOME", root.resolve("home").toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HILLOCK_TEST_LOG", root.resolve("mvn.log").toString());
  }

  private Outcome run(Path launcher, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(args));
    Path out = root.resolve("out.txt");
    Path err = root.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(shared.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Outcome run(String... args) throws IOException, InterruptedException {
    return run(root.resolve("hillock"), args);
  }

  private int builds() throws IOException {
    Path log = root.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  /** Marks as changed after the build, whatever the resolution of the file system's clock. */
  private void change(String name) throws IOException {
    Files.setLastModifiedTime(root.resolve(name), FileTime.from(Instant.now().plusSeconds(2)));
  }

  private void ageTree() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(p -> !p.startsWith(root.resolve("app/target"))).toList()) {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
      }
    }
  }

  @Test
  void shouldBuildOnFirstUseAndWhenSourcesChangedOnly() throws Exception {
    Outcome first = run("--version");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).containsIgnoringCase("hillock");
    assertThat(first.err()).contains("building");
    assertThat(builds()).isEqualTo(1);
    Outcome second = run("--version");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
    change("README.md");
    change("core/src/test/T.java"); // tests are not what runs
    run("--version");
    assertThat(builds()).isEqualTo(1);
    for (String name : new String[] {"core/src/main/B.java", "core/pom.xml", "pom.xml"}) {
      change(name);
      final int before = builds();
      assertThat(run("--version").exit()).isZero();
      assertThat(builds()).as(name).isEqualTo(before + 1);
      ageTree();
      run("--version");
      assertThat(builds()).as(name).isEqualTo(before + 1);
    }
    final int before = builds();
    Files.delete(root.resolve("core/src/main/B.java"));
    change("core/src/main"); // as the removal does, at a time that the clock can tell
    run("--version");
    assertThat(builds()).isEqualTo(before + 1);
  }

  @Test
  void shouldSayWhyABuildFailedAndTryAgainNextTime() throws Exception {
    environment.put("HILLOCK_TEST_BREAK", "yes");
    Outcome failed = run("--version");
    assertThat(failed.exit()).isEqualTo(3);
    assertThat(failed.err()).contains("compiler says no").contains("the build failed");
    environment.remove("HILLOCK_TEST_BREAK");
    assertThat(run("--version").exit()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void shouldAskForMavenWhereThereIsNone() throws Exception {
    environment.put("PATH", shared.resolve("bin").toString());
    Outcome outcome = run("--version");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("Maven (mvn) is needed");
    assertThat(outcome.err().lines()).hasSize(2);
  }

  /** A JDK 17 that must not be used: it fails when it is run. */
  private Path olderJdk() throws IOException {
    Path old = root.resolve("old");
    for (String tool : new String[] {"java", "javac", "jar"}) {
      script(old.resolve("bin").resolve(tool), "echo 'the older JDK ran' >&2", "exit 99");
    }
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
    return old;
  }

  @Test
  void shouldFindANewerJdkWhereJavaIsOlder() throws Exception {
    Path old = olderJdk();
    Path real = Path.of(System.getProperty("java.home"));
    Path found = root.resolve("home/.jdks/new"); // found last, where no usual directory has one
    for (String tool : new String[] {"java", "javac"}) {
      script(found.resolve("bin").resolve(tool), "exec " + real.resolve("bin/" + tool) + " \"$@\"");
    }
    Files.copy(real.resolve("release"), found.resolve("release"));
    environment.put("PATH", old.resolve("bin") + ":" + environment.get("PATH"));
    for (boolean named : new boolean[] {false, true}) {
      environment.remove("JAVA_HOME");
      if (named) {
        environment.put("JAVA_HOME", old.toString());
      }
      Outcome outcome = run("--version");
      assertThat(outcome.exit()).as(outcome.err()).isZero();
      assertThat(outcome.err()).doesNotContain("the older JDK ran");
      Path used = Path.of(Files.readString(root.resolve("app/target/.built")).strip());
      assertThat(Files.readString(used.resolve("release")))
          .containsPattern("JAVA_VERSION=\"(2[5-9]|[3-9]\\d)");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void shouldPreferTheJdkOfJavaHome() throws Exception {
    assertThat(run("--version").exit()).isZero();
    assertThat(Files.readString(root.resolve("app/target/.built")).strip())
        .isEqualTo(System.getProperty("java.home"));
  }

  @Test
  void shouldRunThroughASymbolicLinkFromElsewhere() throws Exception {
    Path link = Files.createSymbolicLink(root.resolve("home-link"), Path.of("hillock"));
    Outcome outcome = run(link, "--version");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).containsIgnoringCase("hillock");
  }

  @Test
  void shouldEndWithTwoAndSayWhyOnBadArguments() throws Exception {
    run("--version");
    for (String line :
        new String[] {
          "nonsense",
          "reproduce no-such-experiment",
          "learn heartbeat --seed many",
          "learn heartbeat --record /no/such/record",
          "snapshot show /no/such/file"
        }) {
      Outcome outcome = run(line.split(" "));
      assertThat(outcome.exit()).as(line + "\n" + outcome.err()).isEqualTo(2);
      assertThat(outcome.err()).as(line).isNotBlank();
      assertThat(outcome.err()).as(line).doesNotContain("Exception").doesNotContain("\tat ");
    }
  }
}
