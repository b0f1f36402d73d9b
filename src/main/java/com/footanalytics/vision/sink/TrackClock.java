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
  private final long startTicks;
  private long shift;
  private long last = -1;
  private long step;
  private long moved;

  TrackClock(VideoInfo video) {
    ticksPerSecond = video.timeBase().denominator();
    ticksPerSourceTick = video.timeBase().numerator();
    startTicks = video.startPtsTicks();
    usualStep = Math.max(1, Math.round(ticksPerSecond / video.nominalFrameRate().value()));
    step = usualStep;
  }

  /** Track ticks in a second. */
  int ticksPerSecond() {
    return ticksPerSecond;
  }

  /** The track time of the next picture. */
  long place(long ptsTicks) {
    long own = (ptsTicks - startTicks) * ticksPerSourceTick;
    boolean first = last < 0;
    long time = own + shift;
    if (first ? time < 0 || time > LONGEST_STEP : jumps(time)) {
      time = first ? 0 : last + step;
      shift = time - own;
    } else if (time <= last) {
      time = last + 1;
    }
    moved += time == own ? 0 : 1;
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
