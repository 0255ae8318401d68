/** The command line. */
package io.hillock.app;
