package com.footanalytics.vision.flags;

/** What the feature flags say now. Thread-safe; answers from memory and never fails. */
public interface Flags {

  /** What is coded, for whoever has no other source. */
  Flags DEFAULTS =
      new Flags() {
        @Override
        public boolean enabled(Flag flag) {
          return flag.codedDefault();
        }

        @Override
        public boolean enabledForAny(Flag flag) {
          return flag.codedDefault();
        }

        @Override
        public boolean decide(Flag flag, Identity identity) {
          return flag.codedDefault();
        }
      };

  /** Whether a flag is on for those that none of its rules is about. */
  boolean enabled(Flag flag);

  /** Whether there may be anyone for whom a flag is on. */
  boolean enabledForAny(Flag flag);

  /**
   * Whether a flag is on for someone. To be asked once for each request or job, which keeps the
   * answer: the next may be another.
   */
  boolean decide(Flag flag, Identity identity);
}
