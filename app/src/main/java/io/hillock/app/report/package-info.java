/** Reports: self-contained HTML pages with plots as SVG, and results as JSON. */
package io.hillock.app.report;
