package io.hillock.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of commands whose result is also a page. */
final class PageOptions extends CommonOptions {
  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "result as a self-contained page")
  Path report;

  @Override
  String places() {
    return super.places() + (report == null ? "" : " --report " + report);
  }

  @Override
  void check() {
    super.check();
    if (report != null) {
      requireWritable("--report", report);
    }
  }
}
