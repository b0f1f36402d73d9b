package com.footanalytics.vision.conformance;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Gives tests their target, skips what it does not announce and writes the report at the end. */
final class ConformanceExtension implements ParameterResolver, BeforeEachCallback, TestWatcher {

  private static final Namespace NAMESPACE = Namespace.create(ConformanceExtension.class);

  /** One for a run: the server under test and what came of it. */
  private static final class Session implements AutoCloseable {

    final Target target = new Target();
    final Report report = new Report();

    @Override
    public void close() {
      target.close();
      report.write(Path.of(Settings.get("report", "target/conformance/report.md")));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Target.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session(context).target;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Target target = session(context).target;
    target.require(group(context).extension());
    target.requireWithinLimits(
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName());
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    add(context, Report.Verdict.PASSED, "");
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    add(context, Report.Verdict.FAILED, message(cause));
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    add(context, Report.Verdict.SKIPPED, message(cause));
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    add(context, Report.Verdict.SKIPPED, reason.orElse("disabled"));
  }

  private static void add(ExtensionContext context, Report.Verdict verdict, String reason) {
    String method = context.getRequiredTestMethod().getName();
    String shown = context.getDisplayName();
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + (shown.startsWith(method) ? method : method + " " + shown);
    session(context).report.add(group(context), test, verdict, reason);
  }

  private static String message(@Nullable Throwable cause) {
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private static Group group(ExtensionContext context) {
    return context.getRequiredTestClass().getAnnotation(Group.class);
  }

  private static Session session(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Session.class, _ -> new Session(), Session.class);
  }
}
