/** Event and weight files in the format of the ReckOn bench. */
package io.hillock.data.reckon;
