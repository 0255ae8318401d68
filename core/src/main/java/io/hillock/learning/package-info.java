/** Local learning rules, learning signals and error triggers. */
package io.hillock.learning;
