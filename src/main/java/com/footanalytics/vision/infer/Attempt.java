package com.footanalytics.vision.infer;

import java.util.List;

/**
 * One way to run a model.
 *
 * @param device where, such as {@code cuda:0}
 * @param mostSessions sessions of one model that are opened there
 * @param providers execution providers in order of preference; none for the processor
 * @param replays whether runs are recorded and replayed
 */
record Attempt(String device, int mostSessions, List<ProviderOptions> providers, boolean replays) {

  /** The processor, which takes any number of sessions. */
  static final Attempt CPU = new Attempt("cpu", Integer.MAX_VALUE, List.of(), false);

  Attempt {
    providers = List.copyOf(providers);
  }

  /** What it is called where a reason is given. */
  String label() {
    return replays ? device + " with CUDA graphs" : device;
  }
}
