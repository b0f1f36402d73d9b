package com.footanalytics.vision.slo;

import java.util.Locale;

/**
 * An alert's name and who is told by it.
 *
 * @param alert its name, also the heading in the runbook
 * @param team who owns it
 * @param runbook name of a file in the folder of runbooks
 */
record Notice(String alert, String team, String runbook) {

  /** Where the runbook's section about the alert is found. */
  String address(String runbooks) {
    return runbooks + runbook + "#" + alert.toLowerCase(Locale.ROOT);
  }
}
