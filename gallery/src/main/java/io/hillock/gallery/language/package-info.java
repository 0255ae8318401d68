/** Language models of event-based gated units beside dense ones. */
package io.hillock.gallery.language;
