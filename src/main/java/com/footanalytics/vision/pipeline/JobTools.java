package com.footanalytics.vision.pipeline;

import com.footanalytics.vision.job.JobMoves;
import com.footanalytics.vision.job.JobStore;
import com.footanalytics.vision.job.SegmentStore;
import com.footanalytics.vision.probe.ProbeLimits;
import com.footanalytics.vision.storage.ObjectStore;
import com.footanalytics.vision.telemetry.Telemetry;
import com.footanalytics.vision.telemetry.Tracing;
import java.time.Clock;

/** What the steps of jobs work with; all of it stays the caller's. */
public record JobTools(
    JobStore jobs,
    JobMoves moves,
    SegmentStore segments,
    ObjectStore objects,
    JobVideos videos,
    Detectors detectors,
    ModelChoice choice,
    CorePlan plan,
    ProbeLimits limits,
    Telemetry telemetry,
    Tracing tracing,
    Clock clock) {}
