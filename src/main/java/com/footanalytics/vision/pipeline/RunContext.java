package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.telemetry.Telemetry;

/** What a run of the line needs besides its video and model. */
record RunContext(
    CorePlan plan,
    ProbeLimits limits,
    Telemetry telemetry,
    AnalysisListener listener,
    Cancellation cancellation) {}
