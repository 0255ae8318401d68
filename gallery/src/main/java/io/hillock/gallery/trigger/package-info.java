/** Error-triggered learning: how few error events suffice. */
package io.hillock.gallery.trigger;
