package com.footanalytics.vision.cli;

import picocli.CommandLine.Command;

/** What the service promises to its operators. */
@Command(
    name = "slo",
    description = "The objectives of the service, and what watches over them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SloGenerateCommand.class)
final class SloCommand implements Runnable {

  @Override
  public void run() {
    throw new CommandException(
        ExitStatus.WRONG_USAGE, "slo: no command; ml-pipeline slo --help lists them");
  }
}
