package com.footanalytics.vision.sink;

import com.footanalytics.vision.probe.VideoInfo;

/**
 * Places pictures on the clock of an MP4 track, whose tick is one part of the source's time base
 * ({@code 1/denominator} s) and whose times strictly increase from 0 on. A picture's time is its
 * pts less the start pts, exactly, with four exceptions, each counted: a pts not after the one
 * before is moved to the next tick; a jump back by more than a second or ahead by more than a track
 * can express continues after the picture before, and what follows moves along; a start before the
 * start pts moves everything so that nothing is hidden. Not thread-safe.
 */
final class TrackClock {

  private static final long LONGEST_STEP = Integer.MAX_VALUE - 1L;

  private final int ticksPerSecond;
  private final int ticksPerSourceTick;
  private final long usualStep;
  private long offset;
  private long last = -1;
  private long step;
  private long moved;

  TrackClock(VideoInfo video) {
    ticksPerSecond = video.timeBase().denominator();
    ticksPerSourceTick = video.timeBase().numerator();
    offset = -video.startPtsTicks() * ticksPerSourceTick;
    usualStep = Math.max(1, Math.round(ticksPerSecond / video.nominalFrameRate().value()));
    step = usualStep;
  }

  /** Track ticks in a second. */
  int ticksPerSecond() {
    return ticksPerSecond;
  }

  /** The track time of the next picture. */
  long place(long ptsTicks) {
    long time = ptsTicks * ticksPerSourceTick + offset;
    boolean first = last < 0;
    boolean jumps = first ? time < 0 || time > LONGEST_STEP : jumps(time);
    if (jumps) {
      long continued = first ? 0 : last + step;
      offset += continued - time;
      time = continued;
    } else if (time <= last) {
      time = last + 1;
    }
    moved += time == ptsTicks * ticksPerSourceTick + offset && !jumps ? 0 : 1;
    step = first ? usualStep : Math.min(usualStep, time - last);
    last = time;
    return time;
  }

  /** Pictures that could not be placed at their own time. */
  long moved() {
    return moved;
  }

  private boolean jumps(long time) {
    return time - last > LONGEST_STEP || last - time > ticksPerSecond;
  }
}
