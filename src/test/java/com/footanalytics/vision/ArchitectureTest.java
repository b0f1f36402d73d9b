package com.footanalytics.vision;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.lang.foreign.Arena;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  static final String ROOT = "com.footanalytics.vision";

  /** The whole design in one table: a package may import exactly what stands to its right. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("telemetry", Set.of()),
          Map.entry("gpu", Set.of("telemetry")),
          Map.entry("flags", Set.of("telemetry")),
          Map.entry("slo", Set.of()),
          Map.entry("model", Set.of()),
          Map.entry("storage", Set.of()),
          Map.entry("database", Set.of()),
          Map.entry("job", Set.of("database")),
          Map.entry("upload", Set.of("storage", "database")),
          Map.entry("probe", Set.of()),
          Map.entry("decode", Set.of("probe")),
          Map.entry("preprocess", Set.of("model", "probe", "decode")),
          Map.entry("batch", Set.of()),
          Map.entry("infer", Set.of("model")),
          Map.entry("postprocess", Set.of("model", "preprocess", "infer")),
          Map.entry("sink", Set.of("probe", "decode", "postprocess")),
          Map.entry(
              "pipeline",
              Set.of(
                  "telemetry",
                  "flags",
                  "storage",
                  "database",
                  "job",
                  "model",
                  "probe",
                  "decode",
                  "preprocess",
                  "batch",
                  "infer",
                  "postprocess",
                  "sink")),
          Map.entry(
              "oip", Set.of("telemetry", "flags", "model", "batch", "infer", "sink", "pipeline")),
          Map.entry("simulate", Set.of()),
          Map.entry("studio", Set.of("simulate", "sink")),
          Map.entry("evaluate", Set.of("telemetry", "model", "postprocess", "pipeline")),
          Map.entry(
              "bench",
              Set.of(
                  "telemetry",
                  "model",
                  "probe",
                  "decode",
                  "preprocess",
                  "batch",
                  "infer",
                  "postprocess",
                  "sink",
                  "pipeline")),
          Map.entry(
              "http",
              Set.of(
                  "telemetry",
                  "flags",
                  "storage",
                  "job",
                  "model",
                  "upload",
                  "probe",
                  "decode",
                  "batch",
                  "infer",
                  "postprocess",
                  "sink",
                  "pipeline",
                  "oip")),
          Map.entry(
              "grpc",
              Set.of(
                  "telemetry",
                  "flags",
                  "model",
                  "probe",
                  "batch",
                  "infer",
                  "postprocess",
                  "sink",
                  "pipeline",
                  "oip")),
          Map.entry(
              "cli",
              Set.of(
                  "telemetry",
                  "slo",
                  "model",
                  "probe",
                  "decode",
                  "infer",
                  "postprocess",
                  "sink",
                  "pipeline",
                  "simulate",
                  "studio",
                  "evaluate",
                  "bench")),
          Map.entry(
              "app",
              Set.of(
                  "telemetry",
                  "gpu",
                  "flags",
                  "storage",
                  "database",
                  "job",
                  "model",
                  "upload",
                  "probe",
                  "decode",
                  "batch",
                  "infer",
                  "sink",
                  "pipeline",
                  "evaluate",
                  "oip",
                  "http",
                  "grpc",
                  "cli")));

  @ArchTest
  static final ArchRule packagesImportOnlyWhatTheTableAllows =
      ArchRuleDefinition.classes().should(onlyImportWhatTheTableAllows());

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheEdgesAndTheirBenchmarkKnowTheProtocols =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "..vision.http..", "..vision.grpc..", "..vision.app..", "..vision.bench..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "io.grpc..", "io.quarkus..", "io.vertx..");

  @ArchTest
  static final ArchRule onlyTheStagesThatTouchPixelsKnowFfmpeg =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "..vision.probe..",
                      "..vision.decode..",
                      "..vision.preprocess..",
                      "..vision.sink..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule onlyInferKnowsDjl =
      noClasses()
          .that(not(resideInAPackage("..vision.infer..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "ai.onnxruntime..");

  @ArchTest
  static final ArchRule onlyFlagsKnowsFlagsmith =
      noClasses()
          .that(not(resideInAPackage("..vision.flags..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.flagsmith..", "okhttp3..");

  @ArchTest
  static final ArchRule onlyStorageKnowsS3 =
      noClasses()
          .that(not(resideInAPackage("..vision.storage..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule onlySinkAndEdgesWriteJson =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "..vision.sink..",
                      "..vision.slo..",
                      "..vision.studio..",
                      "..vision.evaluate..",
                      "..vision.bench..",
                      "..vision.http..",
                      "..vision.cli..",
                      "..vision.app..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule onlyTelemetryAndAppKnowMicrometer =
      noClasses()
          .that(not(resideInAnyPackage("..vision.telemetry..", "..vision.app..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule onlyTelemetryAndAppKnowOpenTelemetry =
      noClasses()
          .that(not(resideInAnyPackage("..vision.telemetry..", "..vision.app..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule onlyTelemetryNamesJobsInTheLog =
      noClasses()
          .that(not(resideInAPackage("..vision.telemetry..")))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.slf4j.MDC");

  @ArchTest
  static final ArchRule onlyOwnersStartThreads =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "..vision.gpu..",
                      "..vision.pipeline..",
                      "..vision.batch..",
                      "..vision.bench..",
                      "..vision.job..",
                      "..vision.database..")))
          .should()
          .callMethod(Thread.class, "ofPlatform")
          .orShould()
          .callMethod(Thread.class, "ofVirtual")
          .orShould()
          .callMethod(Thread.class, "startVirtualThread", Runnable.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors");

  @ArchTest
  static final ArchRule whoeverHoldsNativeMemoryIsCloseable =
      fields()
          .that()
          .haveRawType(Arena.class)
          .or()
          .haveRawType("ai.djl.ndarray.NDManager")
          .should()
          .beDeclaredInClassesThat()
          .areAssignableTo(AutoCloseable.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheEdgesReadTheWallClock =
      noClasses()
          .that(not(resideInAnyPackage("..vision.app..")))
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule namesSayWhatTheThingIs =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)$");

  @ArchTest static final ArchRule injectionIsByConstructor = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  private static ArchCondition<JavaClass> onlyImportWhatTheTableAllows() {
    return new ArchCondition<>("only import what MAY_IMPORT allows") {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        String from = feature(origin);
        Set<String> allowed = MAY_IMPORT.get(from);
        if (allowed == null) {
          events.add(SimpleConditionEvent.violated(origin, from + " is missing from MAY_IMPORT"));
          return;
        }
        origin.getDirectDependenciesFromSelf().stream()
            .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT + "."))
            .filter(d -> !feature(d.getTargetClass()).equals(from))
            .filter(d -> !allowed.contains(feature(d.getTargetClass())))
            .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
      }
    };
  }

  private static String feature(JavaClass c) {
    return c.getPackageName().substring(ROOT.length() + 1).replaceFirst("\\..*", "");
  }
}
