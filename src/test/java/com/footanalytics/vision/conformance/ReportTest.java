package com.footanalytics.vision.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Group STREAM = StreamGrpcIT.class.getAnnotation(Group.class);
  private static final Group AGREE = AgreementIT.class.getAnnotation(Group.class);

  private final Report report = new Report();

  @Test
  void everyGroupHasARowAndTheStandardComesFirst() {
    report.add(STREAM, "a", Report.Verdict.PASSED, "");
    report.add(AGREE, "b", Report.Verdict.FAILED, "other results");
    report.add(AGREE, "c", Report.Verdict.SKIPPED, "no gRPC address was given");
    assertEquals(
        """
        | group | kind | passed | failed | skipped |
        |---|---|---|---|---|
        | Both: HTTP and gRPC agree | standard | 0 | 1 | 1 |
        | gRPC: stream of inferences | extension | 1 | 0 | 0 |
        | all |  | 1 | 1 | 1 |

        - failed: b: other results

        - skipped: c: no gRPC address was given
        """,
        report.markdown());
  }

  @Test
  void aReasonIsOneLineOfReasonableLength() {
    report.add(STREAM, "a", Report.Verdict.FAILED, "x".repeat(1000) + "\nsecond line");
    String text = report.markdown();
    assertFalse(text.contains("second line"));
    assertTrue(text.lines().allMatch(line -> line.length() < 300));
  }

  @Test
  void theFileIsWrittenWithItsFolder(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a/report.md");
    report.write(file);
    assertEquals(report.markdown(), Files.readString(file));
  }
}
