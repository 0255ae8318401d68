/** What each non-ideality of a device costs a task: the worst offender. */
package io.hillock.gallery.impact;
