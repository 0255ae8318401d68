/** Generated images like handwritten digits. */
package io.hillock.data.digits;
