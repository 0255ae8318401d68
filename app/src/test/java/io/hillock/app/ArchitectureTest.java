package io.hillock.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.hillock");

  private static final Set<String> UPPER =
      Set.of("device", "data", "train", "gallery", "app", "bench");

  private static final DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> CORE =
      DescribedPredicate.describe(
          "classes of core",
          c -> c.getPackageName().startsWith("io.hillock.") && !UPPER.contains(first(c)));

  private static String first(com.tngtech.archunit.core.domain.JavaClass c) {
    String[] parts = c.getPackageName().split("\\.");
    return parts.length > 2 ? parts[2] : "";
  }

  @Test
  void shouldSeeTheClassesOfAllModules() {
    for (String name : UPPER) {
      if (!name.equals("bench")) {
        Assertions.assertThat(ALL.stream().filter(c -> first(c).equals(name))).isNotEmpty();
      }
    }
    Assertions.assertThat(ALL.stream().filter(CORE)).hasSizeGreaterThan(50);
  }

  @Test
  void shouldKeepCoreFreeOfEverythingButTheJdk() {
    classes()
        .that(CORE)
        .should()
        .onlyDependOnClassesThat(
            CORE.or(
                DescribedPredicate.describe(
                    "classes of java.base or the Vector API",
                    c ->
                        c.getPackageName().startsWith("java.")
                            || c.getPackageName().startsWith("jdk.incubator.vector")
                            || c.isPrimitive()
                            || c.isArray())))
        .check(ALL);
  }

  @Test
  void shouldLetDeviceAndDataDependOnCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.hillock.device..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.hillock.data..", "io.hillock.gallery..", "io.hillock.app..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.hillock.data..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.hillock.device..", "io.hillock.gallery..", "io.hillock.app..")
        .check(ALL);
  }

  @Test
  void shouldLetTrainDependOnCoreAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.hillock.train..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.hillock.device..", "io.hillock.data..", "io.hillock.gallery..", "io.hillock.app..")
        .check(ALL);
  }

  @Test
  void shouldKeepTheGalleryBelowTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("io.hillock.gallery..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.hillock.app..", "picocli..", "tools.jackson..")
        .check(ALL);
  }

  @Test
  void shouldKeepTheSparseSolverInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hillock.device.crossbar..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ejml..")
        .check(ALL);
  }

  @Test
  void shouldKeepTheVectorApiBehindTheKernels() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.hillock.internal.simd..", "io.hillock.train.internal.simd..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(ALL);
  }

  @Test
  void shouldUseVectorsOfThePreferredShapeAlone() {
    // A second shape in the process makes objects of the vectors of the first: decision 10.
    noClasses()
        .should()
        .accessFieldWhere(
            DescribedPredicate.describe(
                "a species of a fixed shape is used",
                a ->
                    a.getTargetOwner().getPackageName().equals("jdk.incubator.vector")
                        && a.getTarget().getName().matches("SPECIES_(64|128|256|512|MAX)")))
        .check(ALL);
    Assertions.assertThat(
            ALL.stream()
                .flatMap(c -> c.getFieldAccessesFromSelf().stream())
                .filter(a -> a.getTarget().getName().equals("SPECIES_PREFERRED")))
        .isNotEmpty();
  }

  @Test
  void shouldHaveNoCyclesBetweenPackagesOfCore() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(com.tngtech.archunit.core.domain.JavaClass c) {
                return CORE.test(c)
                    ? SliceIdentifier.of(c.getPackageName())
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "packages of core";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(ALL);
  }

  @Test
  void shouldDrawRandomNumbersFromSeededStreamsOnly() {
    for (String name :
        new String[] {
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.random.RandomGenerator"
        }) {
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName(name).check(ALL);
    }
    noClasses().should().callMethod(Math.class, "random").check(ALL);
    noClasses().should().callMethod(StrictMath.class, "random").check(ALL);
  }

  @Test
  void shouldComputeTranscendentalFunctionsOfSimulationsTheSameOnEveryMachine() {
    Set<String> inexact =
        Set.of(
            "exp", "expm1", "log", "log1p", "log10", "pow", "sin", "cos", "tan", "tanh", "cbrt",
            "sinh", "cosh", "asin", "acos", "atan", "atan2", "hypot", "fma");
    noClasses()
        .that(CORE)
        .or()
        .resideInAnyPackage("io.hillock.device..", "io.hillock.data..", "io.hillock.gallery..")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a function of Math whose last bit may differ between machines",
                (JavaCall<?> call) ->
                    call.getTargetOwner().isEquivalentTo(Math.class)
                        && inexact.contains(call.getName())))
        .check(ALL);
  }
}
