/** Where data sets are looked for, and which of them are there. */
package io.hillock.data;
